extension PerfSeerEncoding {
  /// One-hots, shares of the whole and the density stay as they are.
  static let scaled = FeatureScaling.Choice(
    nodes: (0..<30).map { (10..<27).contains($0) }, statics: (0..<18).map { $0 != 2 })
}

extension PerfSeerEncoding.Features {
  /// The numbers as a predictor reads them: a node listens to those that it reads.
  var encoded: EncodedGraph {
    EncodedGraph(
      nodeCount: nodes.count, features: nodes.flatMap { $0.map { Float($0) } }, edges: edges,
      direction: .forwards, links: edgeRows.flatMap { $0.map { Float($0) } },
      statics: global.map { Float($0) })
  }
}
