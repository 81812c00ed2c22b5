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
  private var isCounted: [Bool]

  init(_ inference: consuming GraphInference, _ traits: [OperatorTraits]) {
    draft = inference.draft
    facts = inference.facts
    aliases = inference.aliases
    batch = inference.binding.batch
    outcomes = inference.outcomes
    self.traits = traits
    operands = Array(repeating: .absent, count: draft.values.count)
    weights = Array(repeating: -1, count: draft.values.count)
    isCounted = Array(repeating: false, count: draft.values.count)
  }

  /// Hands over the graph, its nodes in the given order and nothing canonical about it yet.
  mutating func takeGraph(_ order: [Int]) -> Graph {
    graph.name = draft.name
    graph.layout = draft.layout
    graph.batch = batch
    for input in draft.inputs where !facts[input].isWeight {
      operands[input] = .input(graph.inputs.count)
      graph.inputs.append(info(input))
    }
    let isNeeded = needed(order)
    var total = (flops: 0 as Extent, macs: 0 as Extent, bytes: 0 as Extent)
    graph.nodes.reserveCapacity(order.count)
    for position in order where isNeeded[position] {
      let node = node(position)
      total.flops = total.flops + Extent(node.cost.flops)
      total.macs = total.macs + Extent(node.cost.macs)
      total.bytes = total.bytes + Extent(node.cost.bytes)
      graph.nodes.append(node)
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

  private mutating func node(_ position: Int) -> Node {
    var node = Node(op: draft.nodes[position].op, name: draft.nodes[position].name)
    if node.name?.isEmpty == true { node.name = nil }
    swap(&node.attributes, &outcomes[position].attributes)
    swap(&node.notes, &outcomes[position].notes)
    var bytes: Extent = 0
    var parameters: Extent = 0
    var counted: [Int] = []
    let sources = draft.nodes[position].operands
    let operandCount = (sources.lastIndex { $0 >= 0 } ?? -1) + 1
    let weightCount = sources.count { $0 >= 0 && facts[$0].isWeight }
    node.inputs.reserveCapacity(operandCount - weightCount)
    node.weights.reserveCapacity(weightCount)
    for index in 0..<operandCount {
      let operand = sources[index]
      guard operand >= 0 else {
        node.inputs.append(.absent)
        continue
      }
      guard facts[operand].isWeight else {
        node.inputs.append(operands[operand])
        bytes = bytes + Extent(facts[operand].byteCount)
        continue
      }
      let weight = weight(operand)
      node.weights.append(WeightUse(position: index, weight: weight))
      if traits[position].mayFold, AttributeOperands.isFolded(node, position: index) { continue }
      bytes = bytes + Extent(facts[aliases[operand]].byteCount)
      for parameter in facts[operand].parameters where !counted.contains(parameter) {
        counted.append(parameter)
        let count = Extent(facts[parameter].count)
        parameters = parameters + count
        if !isCounted[parameter] { parameterCount = parameterCount + count }
        isCounted[parameter] = true
      }
    }
    let results = draft.nodes[position].outputs
    node.outputs.reserveCapacity(results.count)
    for (index, output) in results.enumerated() {
      guard output >= 0 else {
        node.outputs.append(ValueInfo(shape: nil, type: nil))
        continue
      }
      operands[output] = .node(graph.nodes.count, output: index)
      node.outputs.append(info(output))
      bytes = bytes + Extent(facts[output].byteCount)
    }
    node.cost = Cost(
      flops: outcomes[position].flops, macs: outcomes[position].macs, parameters: parameters.value, bytes: bytes.value)
    return node
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
