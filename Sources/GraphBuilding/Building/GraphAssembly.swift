import ComputationGraph

/// Makes the graph out of a blueprint and what was found out about it.
struct GraphAssembly {
  /// The place of each value in the graph, once it has one.
  private var places: [CompactGraph.Place] = []
  private var weights: [Int32] = []
  private var parameterCount: Extent = 0
  /// The node by which each value was counted last as a parameter; -1 before.
  private var countedBy: [Int32] = []
  private var isNeeded: [Bool] = []

  /// Fills an empty graph, its nodes in the given order and nothing canonical about it yet.
  mutating func assemble(
    _ blueprint: Blueprint, _ order: [Int], _ inference: GraphInference,
    _ memory: inout GraphMemory, into graph: inout CompactGraph
  ) {
    let count = blueprint.values.count
    places.reset(to: CompactGraph.Place(.absent), count: count)
    weights.reset(to: -1, count: count)
    countedBy.reset(to: -1, count: count)
    parameterCount = 0
    for input in blueprint.inputs where !inference.isWeight(input, memory) {
      places[Int(input)] = CompactGraph.Place(.input, Int32(graph.inputs.count))
      graph.inputs.append(inference.value(input, memory))
    }
    findNeeded(blueprint, order, inference)
    appendNodes(blueprint, order, inference, memory, to: &graph)
    for output in blueprint.outputs {
      graph.outputs.append(operand(ofOutput: output, inference, &memory, &graph))
    }
  }

  /// Appends the nodes that stay, and sums up what they cost. The memory comes as a value that does not
  /// change: of one that may, each node would be handed a copy.
  private mutating func appendNodes(
    _ blueprint: Blueprint, _ order: [Int], _ inference: GraphInference, _ memory: GraphMemory,
    to graph: inout CompactGraph
  ) {
    var total = (flops: 0 as Extent, macs: 0 as Extent, bytes: 0 as Extent)
    for node in order where isNeeded[node] {
      append(node, blueprint, inference, memory, to: &graph)
      let cost = memory.vocabulary.cost(of: inference.outcomes[node].form)
      total.flops = total.flops + Extent(cost.flops)
      total.macs = total.macs + Extent(cost.macs)
      total.bytes = total.bytes + Extent(cost.bytes)
    }
    graph.totals = Cost(
      flops: total.flops.value, macs: total.macs.value, parameters: parameterCount.value,
      bytes: total.bytes.value)
  }

  /// Finds the nodes that stay: not the folded ones, nor those that only folded ones read.
  private mutating func findNeeded(
    _ blueprint: Blueprint, _ order: [Int], _ inference: GraphInference
  ) {
    // Whether any node reads each value, and whether one that stays does.
    var reading = Array(repeating: (any: false, needed: false), count: blueprint.values.count)
    for output in blueprint.outputs { reading[Int(output)] = (true, true) }
    isNeeded.reset(to: false, count: blueprint.nodes.count)
    // Spans, since arrays would be looked at anew for each operand.
    var readers = reading.mutableSpan
    var isNeeded = isNeeded.mutableSpan
    for node in order.reversed() {
      var isRead = false
      var wasRead = false
      for index in blueprint.resultRange(of: node) where blueprint.results[index] >= 0 {
        let result = readers[Int(blueprint.results[index])]
        wasRead = wasRead || result.any
        isRead = isRead || result.needed
      }
      isNeeded[node] = !inference.outcomes[node].isFolded && (isRead || !wasRead)
      for index in blueprint.operandRange(of: node) where blueprint.operands[index] >= 0 {
        readers[Int(blueprint.operands[index])].any = true
        if isNeeded[node] { readers[Int(blueprint.operands[index])].needed = true }
      }
    }
  }

  private mutating func append(
    _ node: Int, _ blueprint: Blueprint, _ inference: GraphInference, _ memory: GraphMemory,
    to graph: inout CompactGraph
  ) {
    let form = inference.outcomes[node].form
    let folded = memory.vocabulary.foldedPositions(of: form)
    let operands = blueprint.operandRange(of: node)
    var parameters: Extent = 0
    // Operands that are left out at the end are not there at all.
    var left = 0
    for index in operands {
      let operand = blueprint.operands[index]
      guard operand >= 0 else {
        left += 1
        continue
      }
      while left > 0 {
        graph.append(operand: CompactGraph.Place(.absent))
        left -= 1
      }
      guard inference.isWeight(operand, memory) else {
        graph.append(operand: places[Int(operand)])
        continue
      }
      let isFolded = folded.isSet(index - operands.lowerBound)
      let weight = weight(operand, inference, memory, &graph)
      graph.append(operand: CompactGraph.Place(.weight, weight, isFolded: isFolded))
      if !isFolded {
        parameters = parameters + countParameters(of: operand, by: node, inference, memory)
      }
    }
    let results = blueprint.resultRange(of: node)
    for (position, index) in results.enumerated() {
      let result = blueprint.results[index]
      graph.append(resultName: result)
      guard result >= 0 else { continue }
      places[Int(result)] = CompactGraph.Place(
        .node, Int32(graph.nodes.count), output: Int32(position))
    }
    graph.append(
      node: form, name: blueprint.nodes[node].name, seed: blueprint.nodes[node].seed,
      parameters: parameters.value, results: results.count)
  }

  /// The elements of the weights behind an operand, each weight once a node.
  private mutating func countParameters(
    of operand: Int32, by node: Int, _ inference: GraphInference, _ memory: GraphMemory
  ) -> Extent {
    var parameters: Extent = 0
    inference.parameters.forEach(of: Int(operand)) { parameter in
      guard countedBy[Int(parameter)] != Int32(node) else { return }
      let count = Extent(memory.facts.marks[Int(inference.facts[Int(parameter)])].count)
      parameters = parameters + count
      if countedBy[Int(parameter)] < 0 { parameterCount = parameterCount + count }
      countedBy[Int(parameter)] = Int32(node)
    }
    return parameters
  }

  /// The place of a weight in the graph's list.
  private mutating func weight(
    _ value: Int32, _ inference: GraphInference, _ memory: GraphMemory,
    _ graph: inout CompactGraph
  ) -> Int32 {
    let value = inference.aliases[Int(value)]
    if weights[Int(value)] < 0 {
      weights[Int(value)] = Int32(graph.weights.count)
      graph.weights.append(inference.value(value, memory))
    }
    return weights[Int(value)]
  }

  /// A network that hands out a weight does so by a node, for outputs refer to nodes.
  private mutating func operand(
    ofOutput value: Int32, _ inference: GraphInference, _ memory: inout GraphMemory,
    _ graph: inout CompactGraph
  ) -> Operand {
    if inference.isWeight(value, memory), places[Int(value)].origin != .node {
      let info = inference.value(value, memory)
      let operation = memory.vocabulary.number(of: Operation("Identity"))
      let form = memory.vocabulary.add(
        NodeForm(operation, results: [info.type], flops: 0, macs: 0, bytes: 0))
      let weight = weight(value, inference, memory, &graph)
      places[Int(value)] = CompactGraph.Place(.node, Int32(graph.nodes.count))
      graph.append(operand: CompactGraph.Place(.weight, weight))
      graph.append(resultName: info.name)
      graph.append(node: form, name: -1, parameters: 0, results: 1)
    }
    let place = places[Int(value)]
    return switch place.origin {
    case .absent, .weight: .absent
    case .input: .input(Int(place.number))
    case .node: .node(Int(place.number), output: Int(place.output))
    }
  }
}

extension GraphInference {
  /// Whether a value is the same in every run.
  fileprivate func isWeight(_ value: Int32, _ memory: GraphMemory) -> Bool {
    facts[Int(value)] >= 0 && memory.facts.marks[Int(facts[Int(value)])].isWeight
  }

  /// A value as graphs list them.
  fileprivate func value(_ value: Int32, _ memory: GraphMemory) -> CompactGraph.Value {
    CompactGraph.Value(
      type: memory.facts.marks[Int(facts[Int(value)])].type, name: value)
  }
}
