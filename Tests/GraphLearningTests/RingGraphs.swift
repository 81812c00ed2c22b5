import GraphLearning

/// Rings and chains of two kinds of nodes in turn: most nodes hear what others hear.
enum RingGraphs {
  static func list(
    _ widths: GraphEncoding.Widths, _ direction: EncodedGraph.Direction
  ) -> [EncodedGraph] {
    (0..<9).map { index in
      let nodes = 6 + 2 * (index % 4)
      var features = Array(repeating: Float(0), count: nodes * widths.nodes)
      for node in 0..<nodes where widths.nodes > 0 { features[node * widths.nodes + node % 2] = 1 }
      var edges = (1..<nodes).map { (from: $0 - 1, to: $0) }
      if index % 3 > 0 { edges.append((from: nodes - 1, to: 0)) }
      if index % 3 > 1 { edges.append((from: 0, to: 2 + index % 3)) }
      var graph = EncodedGraph(
        nodeCount: nodes, features: features, edges: edges, direction: direction,
        links: (0..<edges.count * widths.links).map { Float($0 % 3) },
        statics: (0..<widths.statics).map { Float(index % 4 + $0) / 4 })
      graph.categories = (0..<nodes).flatMap { node in
        widths.categories.map { Int32(node % 2 % $0) }
      }
      return graph
    }
  }
}
