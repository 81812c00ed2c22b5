/// A network as numbers: what a predictor reads of one graph.
package struct EncodedGraph: Sendable, Hashable {
  /// Whom a node listens to along an edge.
  package enum Direction: Sendable {
    /// Both ends listen to each other, once however many edges there are.
    case bothWays
    /// The end of an edge listens to its beginning.
    case forwards
    /// The beginning of an edge listens to its end.
    case backwards
  }

  /// The number of nodes.
  package var nodeCount: Int
  /// The features of each node, node by node.
  package var features: [Float]
  /// The categories of each node, node by node, as positions in tables of embeddings.
  package var categories: [Int32] = []
  /// Where the neighbours of each node begin, and after the last where they end.
  package var neighbourOffsets: [Int32]
  /// Those whom each node listens to, ascending.
  package var neighbours: [Int32]
  /// The features of each connection, in the order of `neighbours`.
  package var links: [Float] = []
  /// Features of the graph as a whole.
  package var statics: [Float]
  /// What `mill` reads in place of all these.
  package var traits: NetworkTraits?

  /// A network of which only `mill` reads.
  init(_ traits: NetworkTraits) {
    self.init(nodeCount: 0, features: [], edges: [], statics: [])
    self.traits = traits
  }

  /// Encodes nodes with these features and connections.
  ///
  /// - Parameters:
  ///   - nodeCount: The number of nodes.
  ///   - features: The features of each node, node by node.
  ///   - edges: The connections; one from a node to itself is left out.
  ///   - direction: Who listens to whom.
  ///   - links: The features of each edge, edge by edge; where there are any, parallel edges stay.
  ///   - statics: Features of the graph as a whole.
  package init(
    nodeCount: Int, features: [Float], edges: [(from: Int, to: Int)],
    direction: Direction = .bothWays, links: [Float] = [], statics: [Float]
  ) {
    precondition(nodeCount == 0 ? features.isEmpty : features.count.isMultiple(of: nodeCount))
    self.nodeCount = nodeCount
    self.features = features
    self.statics = statics
    var adjacent = Array(repeating: [(node: Int32, edge: Int)](), count: nodeCount)
    for (edge, (from, to)) in edges.enumerated() where from != to {
      if direction != .forwards { adjacent[from].append((Int32(to), edge)) }
      if direction != .backwards { adjacent[to].append((Int32(from), edge)) }
    }
    neighbourOffsets = [0]
    neighbours = []
    let width = edges.isEmpty ? 0 : links.count / edges.count
    for list in adjacent {
      var last: Int32?
      for (neighbour, edge) in list.sorted(by: { $0 < $1 }) where width > 0 || neighbour != last {
        neighbours.append(neighbour)
        self.links += links[edge * width..<(edge + 1) * width]
        last = neighbour
      }
      neighbourOffsets.append(Int32(neighbours.count))
    }
  }

  /// The number of features of a node.
  package var featureCount: Int { nodeCount == 0 ? 0 : features.count / nodeCount }

  /// The number of categories of a node.
  package var categoryCount: Int { nodeCount == 0 ? 0 : categories.count / nodeCount }

  /// The number of features of a connection.
  package var linkFeatureCount: Int { neighbours.isEmpty ? 0 : links.count / neighbours.count }
}
