import ByteReading

extension Graph {
  /// The same graph node by node; it must have been put in canonical order.
  package init(_ graph: CompactGraph, in vocabulary: GraphVocabulary) {
    let numbering = graph.numbering
    let value = { (value: CompactGraph.Value) in
      ValueInfo(
        vocabulary.types[Int(value.type)],
        name: value.name < 0 ? nil : graph.names[Int(value.name)].text)
    }
    self.init(
      id: graph.id, structure: graph.structure, name: graph.name, family: graph.family,
      layout: graph.layout, batch: graph.batch,
      inputs: numbering.inputs.map { value(graph.inputs[Int($0)]) },
      weights: numbering.weights.map { value(graph.weights[Int($0)]) },
      nodes: numbering.nodes.map { Node(graph, Int($0), vocabulary) },
      outputs: graph.outputs.map(numbering.renumbered), totals: graph.totals, source: graph.source,
      seed: graph.seed)
  }
}

extension Node {
  fileprivate init(_ graph: CompactGraph, _ number: Int, _ vocabulary: GraphVocabulary) {
    let node = graph.nodes[number]
    let form = vocabulary.forms[Int(node.form)]
    let operation = vocabulary.operations[Int(form.operation)]
    self.init(
      op: operation.op, name: node.name < 0 ? nil : graph.nodeNames[Int(node.name)].text,
      attributes: operation.attributes, cost: form.cost, notes: vocabulary.notes[node.form] ?? [],
      seed: node.seed < 0 ? nil : graph.seeds[Int(node.seed)].copied())
    cost.parameters = node.parameters
    let places = graph.places(of: number)
    for index in places {
      let place = graph.operands[index]
      let source = Int(place.number)
      switch place.origin {
      case .absent: inputs.append(.absent)
      case .input: inputs.append(.input(Int(graph.numbering.inputNumbers[source])))
      case .node:
        let from = Int(graph.numbering.nodeNumbers[source])
        inputs.append(.node(from, output: Int(place.output)))
      case .weight:
        let weight = Int(graph.numbering.weightNumbers[source])
        weights.append(WeightUse(position: index - places.lowerBound, weight: weight))
      }
    }
    for (position, type) in vocabulary.resultTypes[form.results].enumerated() {
      let name = graph.resultNames[Int(node.results) + position]
      outputs.append(
        ValueInfo(
          vocabulary.types[Int(type)], name: name < 0 ? nil : graph.names[Int(name)].text))
    }
  }
}

extension ValueInfo {
  fileprivate init(_ type: ValueType, name: String?) {
    self.init(name: name, shape: type.shape, type: type.element)
  }
}
