internal import ComputationGraph

extension GENNAPEEncoding {
  /// The categories of a node: its operator, whether it has weights, the two sides of its kernel and
  /// whether a bias is added.
  static let categories = [32, 2, 8, 8, 2]

  /// The graph as a predictor reads it: a node listens to those that it reads, and has six sizes.
  ///
  /// - Parameters:
  ///   - limits: What the sizes are divided by; what the graph itself says without.
  ///   - countingFLOPs: Whether the graph as a whole has its GFLOPs for a feature.
  /// - Returns: The encoded graph.
  func encoded(dividedBy limits: Limits?, countingFLOPs: Bool = false) -> EncodedGraph {
    let sizes = sizes(dividedBy: limits ?? ownLimits ?? Limits())
    var graph = EncodedGraph(
      nodeCount: rows.count, features: sizes.flatMap { $0.map { Float($0) } }, edges: edges,
      direction: .forwards, statics: countingFLOPs ? [Float(flops / 1e9)] : [])
    graph.categories = rows.flatMap { row in
      // A side beyond the table counts as its last; GENNAPE's own code stops there.
      let sides = row.kernel.map { [$0.rows, $0.columns] } ?? [0, 0]
      return [row.op, row.kernel == nil ? 0 : 1] + sides.map { min(max($0, 0), 7) }
        + [row.hasBias ? 1 : 0]
    }.map { Int32(clamping: $0) }
    return graph
  }
}
