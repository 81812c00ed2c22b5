package import ComputationGraph

/// BRP-NAS's encoding of a cell: a one-hot a node, a global node before all others that hears every
/// one, and nodes that fill the cell up to its space's size. A node hears itself and those that read
/// it.
///
/// Graphs do not know the order of a cell's nodes: isomorphic cells are encoded alike, up to it.
package struct CellEncoding: Sendable {
  /// The space's words.
  let vocabulary: CellVocabulary

  /// Encodes the record of a cell; `nil` for another graph.
  package func encode(_ graph: Graph) -> EncodedGraph? {
    guard let family = graph.family, vocabulary.families.contains(family),
      graph.nodes.allSatisfy({ $0.op.hasPrefix("cell.") }),
      graph.nodes.count <= vocabulary.nodeCount
    else { return nil }
    let width = vocabulary.width
    let count = vocabulary.nodeCount + 1
    var features = Array(repeating: Float(0), count: count * width)
    features[width - 1] = 1
    for (index, node) in nodes(of: graph).enumerated() {
      if let slot = node { features[(index + 1) * width + slot] = 1 }
    }
    var edges = (1..<count).map { (from: 0, to: $0) }
    edges += graph.edges.map { (from: $0.from + 1, to: $0.to + 1) }
    return EncodedGraph(
      nodeCount: count, features: features, edges: edges, direction: .backwards, statics: [])
  }

  /// The slot of each node, those that fill up among them.
  private func nodes(of graph: Graph) -> [Int?] {
    var slots = graph.nodes.map { vocabulary.slot($0.op) }
    // A cell of which nothing is left still has its two ends.
    if graph.nodes.isEmpty {
      slots = ["cell.input", "cell.output"].map { vocabulary.slot($0) }
    }
    slots += Array(repeating: vocabulary.filling, count: vocabulary.nodeCount - slots.count)
    return slots
  }

  /// The same in one row for a perceptron: the one-hots node by node, then the adjacency matrix with
  /// its diagonal, row by row.
  package func encodeFlat(_ graph: Graph) -> EncodedGraph? {
    encode(graph).map { $0.flattened }
  }

  /// The length of that row.
  var flatWidth: Int {
    let count = vocabulary.nodeCount + 1
    return count * (vocabulary.width + count)
  }
}

extension EncodedGraph {
  /// The features node by node, then the adjacency matrix with its diagonal, as features of the whole.
  package var flattened: EncodedGraph {
    var matrix = Array(repeating: Float(0), count: nodeCount * nodeCount)
    for node in 0..<nodeCount {
      matrix[node * nodeCount + node] = 1
      for entry in Int(neighbourOffsets[node])..<Int(neighbourOffsets[node + 1]) {
        matrix[node * nodeCount + Int(neighbours[entry])] = 1
      }
    }
    return EncodedGraph(nodeCount: 0, features: [], edges: [], statics: features + matrix)
  }
}
