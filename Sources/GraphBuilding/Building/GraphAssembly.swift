import ComputationGraph

/// Makes the graph record out of a draft and what was found out about it.
struct GraphAssembly {
  private let draft: GraphDraft
  private let inference: GraphInference
  private var graph = Graph()
  /// The place of each value in the graph, once it has one.
  private var operands: [Operand]
  private var weights: [Int]
  private var parameterCount: Extent = 0
  private var isCounted: [Bool]

  init(_ draft: GraphDraft, _ inference: GraphInference) {
    self.draft = draft
    self.inference = inference
    operands = Array(repeating: .absent, count: draft.values.count)
    weights = Array(repeating: -1, count: draft.values.count)
    isCounted = Array(repeating: false, count: draft.values.count)
  }

  /// The graph, its nodes in the given order and nothing canonical about it yet.
  mutating func graph(_ order: [Int]) -> Graph {
    graph.name = draft.name
    graph.layout = draft.layout
    graph.batch = inference.binding.batch
    for input in draft.inputs where !inference.facts[input].isWeight {
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
      inference.facts[output].isWeight ? constantOutput(output) : operands[output]
    }
    return graph
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
      isNeeded[position] = !inference.outcomes[position].isFolded && (isRead || !wasRead)
      for operand in draft.nodes[position].operands where operand >= 0 {
        readers[operand] += 1
        if isNeeded[position] { kept[operand] += 1 }
      }
    }
    return isNeeded
  }

  private mutating func node(_ position: Int) -> Node {
    let source = draft.nodes[position]
    let outcome = inference.outcomes[position]
    var node = Node(
      op: source.op, name: source.name.isEmpty ? nil : source.name,
      attributes: outcome.attributes, notes: outcome.notes)
    var bytes: Extent = 0
    var parameters: Extent = 0
    var counted: [Int] = []
    var operandCount = source.operands.count
    while operandCount > 0, source.operands[operandCount - 1] < 0 { operandCount -= 1 }
    for (index, operand) in source.operands.prefix(operandCount).enumerated() {
      guard operand >= 0 else {
        node.inputs.append(.absent)
        continue
      }
      let fact = inference.facts[operand]
      guard fact.isWeight else {
        node.inputs.append(operands[operand])
        bytes = bytes + Extent(ValueInfo(shape: fact.shape, type: fact.type).byteCount)
        continue
      }
      let weight = weight(operand)
      node.weights.append(WeightUse(position: index, weight: weight))
      guard !AttributeOperands.isFolded(node, position: index) else { continue }
      bytes = bytes + Extent(graph.weights[weight].byteCount)
      for parameter in fact.parameters where !counted.contains(parameter) {
        counted.append(parameter)
        let count = Extent(inference.facts[parameter].count)
        parameters = parameters + count
        if !isCounted[parameter] { parameterCount = parameterCount + count }
        isCounted[parameter] = true
      }
    }
    for (index, output) in source.outputs.enumerated() {
      guard output >= 0 else {
        node.outputs.append(ValueInfo(shape: nil, type: nil))
        continue
      }
      operands[output] = .node(graph.nodes.count, output: index)
      node.outputs.append(info(output))
      bytes = bytes + Extent(node.outputs[index].byteCount)
    }
    node.cost = Cost(
      flops: outcome.flops, macs: outcome.macs, parameters: parameters.value, bytes: bytes.value)
    return node
  }

  private func info(_ value: Int) -> ValueInfo {
    let fact = inference.facts[value]
    return ValueInfo(name: draft.values[value].name, shape: fact.shape, type: fact.type)
  }

  /// The place of a weight in the graph's list.
  private mutating func weight(_ value: Int) -> Int {
    let value = inference.aliases[value]
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
