/// A network as numbers: what a predictor reads of one graph.
package struct EncodedGraph: Sendable, Equatable {
  /// The number of nodes.
  package var nodeCount: Int
  /// The features of each node, node by node.
  package var features: [Float]
  /// Where the neighbours of each node begin, and after the last where they end.
  package var neighbourOffsets: [Int32]
  /// The neighbours of each node, ascending.
  package var neighbours: [Int32]
  /// Features of the graph as a whole.
  package var statics: [Float]

  /// Encodes nodes with these features and connections; an edge counts both ways and once.
  package init(
    nodeCount: Int, features: [Float], edges: [(from: Int, to: Int)], statics: [Float]
  ) {
    precondition(nodeCount == 0 ? features.isEmpty : features.count.isMultiple(of: nodeCount))
    self.nodeCount = nodeCount
    self.features = features
    self.statics = statics
    var adjacent = Array(repeating: [Int32](), count: nodeCount)
    for (from, to) in edges where from != to {
      adjacent[from].append(Int32(to))
      adjacent[to].append(Int32(from))
    }
    neighbourOffsets = [0]
    neighbours = []
    for list in adjacent {
      var last: Int32?
      for neighbour in list.sorted() where neighbour != last {
        neighbours.append(neighbour)
        last = neighbour
      }
      neighbourOffsets.append(Int32(neighbours.count))
    }
  }

  /// The number of features of a node.
  package var featureCount: Int { nodeCount == 0 ? 0 : features.count / nodeCount }
}
