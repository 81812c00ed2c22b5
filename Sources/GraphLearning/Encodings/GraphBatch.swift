package import DenseKernels

/// Several encoded graphs as one: the nodes of all below each other.
package struct GraphBatch: Sendable {
  /// The features of all nodes, a row a node.
  package let features: Matrix
  /// The mean over the neighbours of each node.
  package let neighbourMean: RowMixing
  /// The sum over the nodes of each graph.
  package let readout: RowMixing
  /// The features of the graphs, a row a graph.
  package let statics: Matrix

  /// Puts graphs together in this order; all have as many features and statics as the first.
  package init(_ graphs: [EncodedGraph]) {
    let nodes = graphs.reduce(0) { $0 + $1.nodeCount }
    let edges = graphs.reduce(0) { $0 + $1.neighbours.count }
    var features: [Float] = []
    var statics: [Float] = []
    var starts = [0]
    var offsets = [0]
    var indices: [Int32] = []
    var values: [Float] = []
    features.reserveCapacity(nodes * (graphs.first?.featureCount ?? 0))
    starts.reserveCapacity(graphs.count + 1)
    offsets.reserveCapacity(nodes + 1)
    indices.reserveCapacity(edges)
    values.reserveCapacity(edges)
    for graph in graphs {
      let first = Int32(starts[starts.count - 1])
      for node in 0..<graph.nodeCount {
        let degree = Int(graph.neighbourOffsets[node + 1] - graph.neighbourOffsets[node])
        offsets.append(offsets[offsets.count - 1] + degree)
        for _ in 0..<degree { values.append(1 / Float(degree)) }
      }
      for neighbour in graph.neighbours { indices.append(first + neighbour) }
      features += graph.features
      statics += graph.statics
      starts.append(Int(first) + graph.nodeCount)
    }
    self.features = Matrix(
      rows: nodes, columns: graphs.first?.featureCount ?? 0, storage: features)
    self.statics = Matrix(
      rows: graphs.count, columns: graphs.first?.statics.count ?? 0, storage: statics)
    neighbourMean = RowMixing(
      SparseMatrix(columns: nodes, offsets: offsets, indices: indices, values: values))
    readout = .segments(starts)
  }

  /// The number of graphs.
  package var count: Int { statics.rows }
}
