package import ComputationGraph

/// Tells people how the shape and the cost of a node came about.
package struct GraphExplanation {
  private let graph: Graph
  private let costs: CostTable

  /// Explains nodes of a finished graph, whose costs follow from a table.
  package init(_ graph: Graph, costs: CostTable) {
    self.graph = graph
    self.costs = costs
  }

  /// The nodes that a word means: one by its number in the record, those of a name (of theirs or of
  /// what they compute), or else all of an operator.
  package func nodes(_ word: String) -> [Int] {
    if let number = Int(word) { return graph.nodes.indices.contains(number) ? [number] : [] }
    let named = graph.nodes.indices.filter { index in
      graph.nodes[index].name == word || graph.nodes[index].outputs.contains { $0.name == word }
    }
    return named.isEmpty ? graph.nodes.indices.filter { graph.nodes[$0].op == word } : named
  }

  /// What is to be said of a node, in lines.
  package func text(of index: Int) -> String {
    let node = graph.nodes[index]
    let inference = NodeInference(node, in: graph)
    var lines = [title(of: index)]
    lines += operands(of: node)
    for attribute in node.attributes {
      lines.append("  \(attribute.name) = \(Self.text(attribute.value))")
    }
    lines.append("  shape")
    for (position, output) in node.outputs.enumerated() {
      lines.append("    result \(position): \(Self.text(output))")
    }
    lines += ShapeExplanation(inference).lines.map { "    " + $0 }
    lines += node.notes.map { "    note: \($0)" }
    lines.append("  cost")
    lines += CostExplanation(node, inference, costs.rows[node.op]).lines.map { "    " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  private func title(of index: Int) -> String {
    let node = graph.nodes[index]
    let name = node.name.map { " \"\($0)\"" } ?? ""
    let network = graph.name.map { " of \($0)" } ?? ""
    return "node \(index)\(network): \(node.op)\(name)"
  }

  private func operands(of node: Node) -> [String] {
    node.operands.enumerated().map { position, operand in
      let value = graph.value(operand).map(Self.text) ?? "left out"
      let origin: String
      switch operand {
      case .weight:
        let isFolded = AttributeOperands.isFolded(
          op: node.op, attributes: node.attributes, position: position)
        origin = isFolded ? "constant, told by an attribute" : "weight"
      case .data(.absent): origin = "none"
      case .data(.input(let index)): origin = "input \(index)"
      case .data(.node(let index, _)):
        origin =
          graph.nodes.indices.contains(index)
          ? "node \(index) (\(graph.nodes[index].op))" : "node \(index)"
      }
      return "  operand \(position): \(value), \(origin)"
    }
  }

  private static func text(_ value: ValueInfo) -> String {
    "\(text(value.shape)) \(value.type?.rawValue ?? "of unknown type")"
  }

  static func text(_ shape: Shape?) -> String {
    guard let shape else { return "a shape that is not known" }
    return "[" + shape.map { $0.map(String.init) ?? "?" }.joined(separator: ", ") + "]"
  }

  private static func text(_ value: AttributeValue) -> String {
    switch value {
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .string(let value): "\"\(value)\""
    case .ints(let values): "\(values)"
    case .floats(let values): "\(values)"
    case .strings(let values): "\(values)"
    }
  }
}

extension NodeInference {
  /// A node of a finished graph, as its rule has left it.
  init(_ node: Node, in graph: Graph) {
    self.init(
      op: node.op, opset: 0,
      operands: node.operands.map { operand in
        guard operand != .data(.absent), let value = graph.value(operand) else { return nil }
        return ValueFact(shape: value.shape, type: value.type)
      },
      batchChange: nil, attributes: node.attributes,
      outputs: node.outputs.map { ValueFact(shape: $0.shape, type: $0.type) }, notes: node.notes)
  }
}
