extension Graph {
  /// Says of each node, and of the whole, how many of its bytes are weights, so that the bytes of
  /// activations and the arithmetic intensity follow.
  package mutating func detailCosts() {
    for index in nodes.indices where nodes[index].cost.bytes != nil {
      let node = nodes[index]
      nodes[index].cost.weightBytes = sum(
        node.weights.filter { use in
          !AttributeOperands.isFolded(
            op: node.op, attributes: node.attributes, position: use.position)
        }.map { weights.indices.contains($0.weight) ? weights[$0.weight].byteCount : nil })
    }
    guard totals.bytes != nil else { return }
    totals.weightBytes = sum(nodes.map(\.cost.weightBytes))
  }

  private func sum(_ sizes: [Int?]) -> Int? {
    var sum = 0
    for size in sizes {
      guard let size else { return nil }
      let (next, overflow) = sum.addingReportingOverflow(size)
      guard !overflow else { return nil }
      sum = next
    }
    return sum
  }
}
