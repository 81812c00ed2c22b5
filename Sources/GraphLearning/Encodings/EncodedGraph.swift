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
  /// The features of each node as they are kept.
  private(set) var featureRows: FeatureRows
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
    featureRows = FeatureRows(features, width: nodeCount == 0 ? 0 : features.count / nodeCount)
    self.statics = statics
    var connections: [Connection] = []
    connections.reserveCapacity(2 * edges.count)
    for (edge, (from, to)) in edges.enumerated() where from != to {
      if direction != .forwards { connections.append((Int32(from), Int32(to), edge)) }
      if direction != .backwards { connections.append((Int32(to), Int32(from), edge)) }
    }
    // Ascending by listener, then by whom it hears, then by edge.
    connections = Self.sort(connections, below: nodeCount) { $0.heard }
    connections = Self.sort(connections, below: nodeCount) { $0.listener }
    neighbourOffsets = []
    neighbourOffsets.reserveCapacity(nodeCount + 1)
    neighbours = []
    neighbours.reserveCapacity(connections.count)
    let width = edges.isEmpty ? 0 : links.count / edges.count
    var last: Connection?
    for connection in connections {
      defer { last = connection }
      if width == 0, let last,
        (last.listener, last.heard) == (connection.listener, connection.heard)
      {
        continue
      }
      while neighbourOffsets.count <= connection.listener {
        neighbourOffsets.append(Int32(neighbours.count))
      }
      neighbours.append(connection.heard)
      self.links += links[connection.edge * width..<(connection.edge + 1) * width]
    }
    while neighbourOffsets.count <= nodeCount { neighbourOffsets.append(Int32(neighbours.count)) }
  }

  private typealias Connection = (listener: Int32, heard: Int32, edge: Int)

  /// Connections in the order of one of their nodes, and among equal ones as they were.
  private static func sort(
    _ connections: [Connection], below bound: Int, by node: (Connection) -> Int32
  ) -> [Connection] {
    var places = Array(repeating: 0, count: bound + 1)
    for connection in connections { places[Int(node(connection)) + 1] += 1 }
    for place in places.indices.dropFirst() { places[place] += places[place - 1] }
    var sorted = connections
    for connection in connections {
      sorted[places[Int(node(connection))]] = connection
      places[Int(node(connection))] += 1
    }
    return sorted
  }

  /// The number of features of a node.
  package var featureCount: Int { featureRows.width }

  /// The features of each node, node by node, made at every call.
  package var features: [Float] {
    get { featureRows.elements }
    set {
      featureRows = FeatureRows(newValue, width: nodeCount == 0 ? 0 : newValue.count / nodeCount)
    }
  }

  /// The number of categories of a node.
  package var categoryCount: Int { nodeCount == 0 ? 0 : categories.count / nodeCount }

  /// The number of features of a connection.
  package var linkFeatureCount: Int { neighbours.isEmpty ? 0 : links.count / neighbours.count }
}
