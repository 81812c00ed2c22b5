package import ComputationGraph

/// How often each sequence of operators leads from an input to an output of a small graph.
///
/// These counts tell the cells of a search space apart; a Gaussian process on them predicts the
/// latencies of NAS-Bench-201 as well as a graph network does. A graph of more than `mostNodes` nodes
/// has none: their number would grow without bound.
package struct OperatorPaths: Sendable, Equatable {
  /// The counts, by operators with an arrow between them.
  package private(set) var counts: [String: Double] = [:]

  /// The most nodes of a graph whose paths are counted.
  package static let mostNodes = 12

  /// Counts the paths of a graph.
  package init(_ graph: Graph) {
    guard graph.nodes.count <= Self.mostNodes else { return }
    var followers = Array(repeating: [Int](), count: graph.nodes.count)
    var isFed = Array(repeating: false, count: graph.nodes.count)
    for (from, to) in graph.edges {
      followers[from].append(to)
      isFed[to] = true
    }
    for start in graph.nodes.indices where !isFed[start] {
      follow(start, after: "", graph, followers)
    }
  }

  /// Nodes come after what feeds them, so that a path is no longer than there are nodes.
  private mutating func follow(
    _ node: Int, after path: String, _ graph: Graph, _ followers: [[Int]]
  ) {
    let path = path.isEmpty ? graph.nodes[node].op : path + "→" + graph.nodes[node].op
    if followers[node].isEmpty { counts[path, default: 0] += 1 }
    for next in followers[node] where next > node { follow(next, after: path, graph, followers) }
  }
}
