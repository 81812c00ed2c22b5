internal import DenseKernels

/// Numbers that tell where in its graph a node is: messages alone do not.
package enum NodePositions: String, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// Its elements of the normalised Laplacian's eigenvectors after the first, from the smallest
  /// eigenvalue on (Dwivedi and others, 2023, section 4.1). The largest element of a vector is
  /// positive; vectors of one eigenvalue stand in LAPACK's order. Zeros in a graph of more than
  /// `GraphLaplacian.mostNodes` nodes.
  case laplacian
  /// The probability that a random walk without directions is back after 1, 2, 3 … steps (Dwivedi and
  /// others, 2022, section 3.2). Zeros in a graph that is too large, too.
  case randomWalk = "random-walk"

  /// So many columns for each node, node by node.
  func columns(_ count: Int, of graph: EncodedGraph) -> [Float] {
    var columns = Array(repeating: Float(0), count: graph.nodeCount * count)
    guard self != .none, graph.nodeCount <= GraphLaplacian.mostNodes else { return columns }
    let connections = GraphLaplacian(graph)
    if self == .randomWalk {
      for node in 0..<graph.nodeCount {
        for (step, share) in connections.returns(to: node, steps: count).enumerated() {
          columns[node * count + step] = share
        }
      }
      return columns
    }
    let size = graph.nodeCount
    guard let vectors = connections.spectrum(count + 1, withVectors: true)?.vectors else {
      return columns
    }
    for index in 0..<min(count, max(0, size - 1)) {
      let vector = vectors[(index + 1) * size..<(index + 2) * size]
      let bound = (vector.map { abs($0) }.max() ?? 0) * (1 - 1e-6)
      let sign: Double = (vector.first { abs($0) >= bound } ?? 1) < 0 ? -1 : 1
      for (node, value) in vector.enumerated() {
        columns[node * count + index] = Float(sign * value)
      }
    }
    return columns
  }
}

extension GraphLaplacian {
  /// With what probability a walk from a node is there again after 1, 2 and so on to so many steps.
  fileprivate func returns(to start: Int, steps: Int) -> [Float] {
    var shares = [start: 1.0]
    return (0..<steps).map { _ in
      var next: [Int: Double] = [:]
      // In the order of the nodes: sums must not depend on a dictionary's.
      for node in shares.keys.sorted() where !adjacent[node].isEmpty {
        let part = (shares[node] ?? 0) / Double(adjacent[node].count)
        for other in adjacent[node] { next[other, default: 0] += part }
      }
      shares = next
      return Float(next[start] ?? 0)
    }
  }
}

extension EncodedGraph {
  /// The graph with columns that tell where each node is after its features.
  func placed(by positions: NodePositions, count: Int) -> EncodedGraph {
    guard positions != .none, count > 0 else { return self }
    let (width, own, places) = (featureCount, features, positions.columns(count, of: self))
    var columns: [Float] = []
    columns.reserveCapacity(own.count + places.count)
    for node in 0..<nodeCount {
      columns += own[node * width..<(node + 1) * width]
      columns += places[node * count..<(node + 1) * count]
    }
    var graph = self
    graph.features = columns
    return graph
  }
}
