extension Graph {
  /// Puts nodes, inputs and weights in canonical order and sets `id` and `structure`.
  ///
  /// Neither names nor the order in the source matter. Inputs and weights that nothing reads are
  /// dropped. The graph must be valid; its nodes may be in any order that `validate()` accepts.
  package mutating func canonicalise() {
    var vocabulary = GraphVocabulary(isWritten: false)
    var compact = CompactGraph(connectionsOf: self, in: &vocabulary)
    compact.canonicalise(in: vocabulary)
    id = compact.id
    structure = compact.structure
    renumber(compact.numbering)
  }

  private mutating func renumber(_ numbering: CanonicalNumbering) {
    outputs = outputs.map(numbering.renumbered)
    inputs = numbering.inputs.map { inputs[Int($0)] }
    weights = numbering.weights.map { weights[Int($0)] }
    for node in nodes.indices {
      for index in nodes[node].inputs.indices {
        nodes[node].inputs[index] = numbering.renumbered(nodes[node].inputs[index])
      }
      for index in nodes[node].weights.indices {
        let weight = nodes[node].weights[index].weight
        nodes[node].weights[index].weight = Int(numbering.weightNumbers[weight])
      }
    }
    sortNodes(numbering.nodeNumbers)
  }

  /// Brings each node to the place of its number. They change places within their list: to copy a
  /// node takes longer than everything else that is done to it here.
  private mutating func sortNodes(_ numbers: [Int32]) {
    var numbers = numbers
    var nodes = nodes.mutableSpan
    for place in numbers.indices {
      while numbers[place] != place {
        let target = Int(numbers[place])
        nodes.swapAt(place, target)
        numbers.swapAt(place, target)
      }
    }
  }
}

extension CompactGraph {
  /// What a graph computes, without names and what is only written.
  fileprivate init(connectionsOf graph: Graph, in vocabulary: inout GraphVocabulary) {
    self.init()
    batch = graph.batch
    outputs = graph.outputs
    for input in graph.inputs {
      inputs.append(
        Value(type: vocabulary.number(of: ValueType(input.shape, input.type)), name: -1))
    }
    for weight in graph.weights {
      weights.append(
        Value(type: vocabulary.number(of: ValueType(weight.shape, weight.type)), name: -1))
    }
    for index in graph.nodes.indices { append(graph, index, &vocabulary) }
  }

  private mutating func append(_ graph: Graph, _ node: Int, _ vocabulary: inout GraphVocabulary) {
    let op = graph.nodes[node].op
    let attributes = graph.nodes[node].attributes
    let inputs = graph.nodes[node].inputs
    let weights = graph.nodes[node].weights
    let folded = weights.isEmpty ? 0 : AttributeOperands(of: op).folded(by: attributes)
    var data = 0
    var weight = 0
    while data < inputs.count || weight < weights.count {
      let position = data + weight
      if weight < weights.count, weights[weight].position == position || data == inputs.count {
        let isFolded = position < 64 && folded >> UInt64(position) & 1 == 1
        append(operand: Place(.weight, Int32(weights[weight].weight), isFolded: isFolded))
        weight += 1
      } else {
        append(operand: Place(inputs[data]))
        data += 1
      }
    }
    let operation = vocabulary.number(of: Operation(op, attributes))
    let form = vocabulary.add(NodeForm(operation, results: []))
    append(node: form, name: -1, parameters: nil, results: 0)
  }
}

extension CompactGraph.Place {
  fileprivate init(_ operand: Operand) {
    switch operand {
    case .absent: self.init(.absent, 0)
    case .input(let input): self.init(.input, Int32(input))
    case .node(let node, let output): self.init(.node, Int32(node), output: Int32(output))
    }
  }
}
