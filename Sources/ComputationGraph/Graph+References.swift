internal import RecordStreams

extension Graph {
  /// Makes sure that every operand and weight that is named is there, and that nodes come after
  /// their operands.
  func checkReferences() throws(RecordError) {
    for (index, node) in nodes.enumerated() {
      for (position, operand) in node.inputs.enumerated() {
        try check(operand, before: index) { "nodes[\(index)].inputs[\(position)]" }
      }
      let operands = node.inputs.count + node.weights.count
      var last = -1
      for (position, use) in node.weights.enumerated() {
        guard use.weight < weights.count, use.position > last, use.position < operands else {
          throw RecordError(
            path: "nodes[\(index)].weights[\(position)]",
            found: "[\(use.position),\(use.weight)]",
            expected: "a rising position below \(operands) and a weight below \(weights.count)")
        }
        last = use.position
      }
    }
    for (position, operand) in outputs.enumerated() {
      try check(operand, before: nodes.count) { "outputs[\(position)]" }
    }
  }

  private func check(
    _ operand: Operand, before limit: Int, _ path: () -> String
  ) throws(RecordError) {
    switch operand {
    case .absent: return
    case .input(let position) where position < inputs.count: return
    case .input(let position):
      throw RecordError(
        path: path(), found: "\(~position)", expected: "one of \(inputs.count) inputs")
    case .node(let node, let output)
    where node < limit && output < max(nodes[node].outputs.count, 1): return
    case .node(let node, let output):
      throw RecordError(
        path: path(), found: "output \(output) of node \(node)",
        expected: "an output of one of the \(limit) nodes before")
    }
  }
}
