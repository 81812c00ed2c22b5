import ComputationGraph

/// Makes the graph record out of a draft and what was found out about it.
struct GraphAssembly {
  private let draft: GraphDraft
  private let facts: [ValueFact]
  private let aliases: [Int]
  private let batch: Int?
  private let traits: [OperatorTraits]
  /// What became of the nodes; their attributes and notes move into the graph.
  private var outcomes: [GraphInference.Outcome]
  private var graph = Graph()
  /// The place of each value in the graph, once it has one.
  private var operands: [Operand]
  private var weights: [Int]
  private var parameterCount: Extent = 0
  /// The node by which each value was counted last as a parameter; -1 before.
  private var countedBy: [Int]

  init(_ inference: consuming GraphInference, _ traits: [OperatorTraits]) {
    draft = inference.draft
    facts = inference.facts
    aliases = inference.aliases
    batch = inference.binding.batch
    outcomes = inference.outcomes
    self.traits = traits
    operands = Array(repeating: .absent, count: draft.values.count)
    weights = Array(repeating: -1, count: draft.values.count)
    countedBy = weights
  }

  /// Hands over the graph, its nodes in the given order and nothing canonical about it yet.
  mutating func takeGraph(_ order: [Int]) -> Graph {
    graph.name = draft.name
    graph.layout = draft.layout
    graph.batch = batch
    graph.seed = draft.seed
    for input in draft.inputs where !facts[input].isWeight {
      operands[input] = .input(graph.inputs.count)
      graph.inputs.append(info(input))
    }
    let isNeeded = needed(order)
    var total = (flops: 0 as Extent, macs: 0 as Extent, bytes: 0 as Extent)
    graph.nodes.reserveCapacity(order.count)
    for position in order where isNeeded[position] {
      append(position)
      let cost = graph.nodes[graph.nodes.count - 1].cost
      total.flops = total.flops + Extent(cost.flops)
      total.macs = total.macs + Extent(cost.macs)
      total.bytes = total.bytes + Extent(cost.bytes)
    }
    graph.totals = Cost(
      flops: total.flops.value, macs: total.macs.value, parameters: parameterCount.value,
      bytes: total.bytes.value)
    graph.outputs = draft.outputs.map { output in
      facts[output].isWeight ? constantOutput(output) : operands[output]
    }
    // Handed over, not lent: a graph that is held twice is copied when it is put in order.
    var taken = Graph()
    swap(&taken, &graph)
    return taken
  }

  /// Which nodes stay: not the folded ones, nor those that only folded ones read.
  private func needed(_ order: [Int]) -> [Bool] {
    var readers = Array(repeating: 0, count: draft.values.count)
    var kept = readers
    for output in draft.outputs {
      readers[output] += 1
      kept[output] += 1
    }
    var isNeeded = Array(repeating: false, count: draft.nodes.count)
    for position in order.reversed() {
      let isRead = draft.nodes[position].outputs.contains { $0 >= 0 && kept[$0] > 0 }
      let wasRead = draft.nodes[position].outputs.contains { $0 >= 0 && readers[$0] > 0 }
      isNeeded[position] = !outcomes[position].isFolded && (isRead || !wasRead)
      for operand in draft.nodes[position].operands where operand >= 0 {
        readers[operand] += 1
        if isNeeded[position] { kept[operand] += 1 }
      }
    }
    return isNeeded
  }

  /// Appends a node. Its lists are made one by one: to copy a whole node takes longer.
  private mutating func append(_ position: Int) {
    let op = draft.nodes[position].op
    var attributes: [Attribute] = []
    var notes: [String] = []
    swap(&attributes, &outcomes[position].attributes)
    swap(&notes, &outcomes[position].notes)
    var cost = Cost(flops: outcomes[position].flops, macs: outcomes[position].macs)
    var bytes: Extent = 0
    var parameters: Extent = 0
    let sources = draft.nodes[position].operands
    let operandCount = (sources.lastIndex { $0 >= 0 } ?? -1) + 1
    let weightCount = sources.count { $0 >= 0 && facts[$0].isWeight }
    var inputs: [Operand] = []
    var weights: [WeightUse] = []
    inputs.reserveCapacity(operandCount - weightCount)
    weights.reserveCapacity(weightCount)
    for index in 0..<operandCount {
      let operand = sources[index]
      guard operand >= 0 else {
        inputs.append(.absent)
        continue
      }
      guard facts[operand].isWeight else {
        inputs.append(operands[operand])
        bytes = bytes + Extent(facts[operand].byteCount)
        continue
      }
      weights.append(WeightUse(position: index, weight: weight(operand)))
      if traits[position].mayFold,
        AttributeOperands.isFolded(op: op, attributes: attributes, position: index)
      {
        continue
      }
      bytes = bytes + Extent(facts[aliases[operand]].byteCount)
      parameters = parameters + countParameters(of: operand, for: position)
    }
    let results = draft.nodes[position].outputs
    var outputs: [ValueInfo] = []
    outputs.reserveCapacity(results.count)
    for (index, output) in results.enumerated() {
      guard output >= 0 else {
        outputs.append(ValueInfo(shape: nil, type: nil))
        continue
      }
      operands[output] = .node(graph.nodes.count, output: index)
      outputs.append(info(output))
      bytes = bytes + Extent(facts[output].byteCount)
    }
    cost.parameters = parameters.value
    cost.bytes = bytes.value
    let name = draft.nodes[position].name
    graph.nodes.append(
      Node(
        op: op, name: name.isEmpty ? nil : name, attributes: attributes, inputs: inputs,
        weights: weights, outputs: outputs, cost: cost, notes: notes,
        seed: draft.nodes[position].seed))
  }

  /// The elements of the weights behind an operand, each weight once a node.
  private mutating func countParameters(of operand: Int, for position: Int) -> Extent {
    var parameters: Extent = 0
    facts[operand].parameters.forEach { parameter in
      guard countedBy[parameter] != position else { return }
      let count = Extent(facts[parameter].count)
      parameters = parameters + count
      if countedBy[parameter] < 0 { parameterCount = parameterCount + count }
      countedBy[parameter] = position
    }
    return parameters
  }

  private func info(_ value: Int) -> ValueInfo {
    ValueInfo(name: draft.values[value].name, shape: facts[value].shape, type: facts[value].type)
  }

  /// The place of a weight in the graph's list.
  private mutating func weight(_ value: Int) -> Int {
    let value = aliases[value]
    if weights[value] < 0 {
      weights[value] = graph.weights.count
      graph.weights.append(info(value))
    }
    return weights[value]
  }

  /// A network that hands out a weight does so by a node, for outputs refer to nodes.
  private mutating func constantOutput(_ value: Int) -> Operand {
    if case .node = operands[value] { return operands[value] }
    let node = Node(
      op: "Identity", weights: [WeightUse(position: 0, weight: weight(value))],
      outputs: [info(value)], cost: Cost(flops: 0, macs: 0, parameters: 0, bytes: 0))
    operands[value] = .node(graph.nodes.count, output: 0)
    graph.nodes.append(node)
    return operands[value]
  }
}
