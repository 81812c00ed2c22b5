extension Graph {
  /// Checks that every position points at something, and every node only at earlier ones.
  package func validate() throws(GraphError) {
    for (position, node) in nodes.enumerated() {
      for operand in node.inputs {
        try check(operand, before: position, of: node)
      }
      var last = -1
      for use in node.weights {
        guard weights.indices.contains(use.weight) else {
          throw bad(node, position, "reads weight \(use.weight) of \(weights.count)")
        }
        guard use.position > last, use.position < node.inputs.count + node.weights.count else {
          throw bad(node, position, "has a weight at operand \(use.position), out of order or range")
        }
        last = use.position
      }
    }
    for operand in outputs {
      try check(operand, before: nodes.count, of: nil)
    }
  }

  private func check(_ operand: Operand, before end: Int, of node: Node?) throws(GraphError) {
    switch operand {
    case .absent: return
    case .input(let index):
      if inputs.indices.contains(index) { return }
      throw bad(node, end, "reads input \(index) of \(inputs.count)")
    case .node(let from, let output):
      guard from >= 0, from < end else {
        throw bad(node, end, "reads node \(from); expected one of the \(end) before it")
      }
      if nodes[from].outputs.indices.contains(output) { return }
      throw bad(node, end, "reads output \(output) of \(nodes[from].label(at: from))")
    }
  }

  private func bad(_ node: Node?, _ position: Int, _ what: String) -> GraphError {
    GraphError(.badReference(what), node: node?.label(at: position) ?? "outputs")
  }
}
