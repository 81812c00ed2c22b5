package import DenseKernels

/// Several encoded graphs as one: the nodes of all below each other, or each distinct receptive field
/// once.
package struct GraphBatch: Sendable {
  /// The features of all nodes, a row a node.
  package let features: Matrix
  /// The categories of all nodes, node by node.
  package let categories: [Int32]
  /// Those whom each node listens to; nobody in a batch of steps.
  package let neighbours: SparsePattern
  /// The features of all connections, a row each, in the order of `neighbours`.
  package let links: Matrix
  /// The nodes of each graph; a row may stand for several of them.
  package let nodes: SparsePattern
  /// The features of the graphs, a row a graph.
  package let statics: Matrix
  /// Where rows change from layer to layer, what is heard in each.
  package let steps: [HearingStep]

  /// Puts graphs together in this order; all have as many features as those that have any.
  package init(_ graphs: [EncodedGraph]) {
    let nodeCount = graphs.reduce(0) { $0 + $1.nodeCount }
    let width = graphs.lazy.map(\.featureCount).max() ?? 0
    var features = Array(repeating: Float(0), count: nodeCount * width)
    var categories: [Int32] = []
    var statics: [Float] = []
    var links: [Float] = []
    var starts = [0]
    var offsets = [0]
    var indices: [Int32] = []
    starts.reserveCapacity(graphs.count + 1)
    offsets.reserveCapacity(nodeCount + 1)
    indices.reserveCapacity(graphs.reduce(0) { $0 + $1.neighbours.count })
    for graph in graphs {
      let (first, firstEntry) = (Int32(starts[starts.count - 1]), indices.count)
      for end in graph.neighbourOffsets.dropFirst() { offsets.append(firstEntry + Int(end)) }
      for neighbour in graph.neighbours { indices.append(first + neighbour) }
      for node in graph.featureRows.places.indices {
        graph.featureRows.write(node: node, to: &features, at: (Int(first) + node) * width)
      }
      categories += graph.categories
      links += graph.links
      statics += graph.statics
      starts.append(Int(first) + graph.nodeCount)
    }
    self.features = Matrix(
      rows: nodeCount, columns: width, storage: features)
    self.categories = categories
    neighbours = SparsePattern(columns: nodeCount, offsets: offsets, indices: indices)
    self.links = Matrix(
      rows: indices.count, columns: graphs.lazy.map(\.linkFeatureCount).max() ?? 0, storage: links)
    nodes = .segments(starts)
    steps = []
    self.statics = Matrix(
      rows: graphs.count, columns: graphs.first?.statics.count ?? 0, storage: statics)
  }

  /// A batch of these parts, without features of connections.
  init(
    features: Matrix, categories: [Int32], neighbours: SparsePattern, nodes: SparsePattern,
    statics: Matrix, steps: [HearingStep]
  ) {
    self.features = features
    self.categories = categories
    self.neighbours = neighbours
    self.nodes = nodes
    self.statics = statics
    self.steps = steps
    links = Matrix(rows: neighbours.indices.count, columns: 0)
  }

  /// The number of graphs.
  package var count: Int { nodes.rows }

  /// The number of rows after all layers: nodes of all graphs, or distinct ones.
  package var nodeCount: Int { nodes.columns }

  /// Whether rows stand for several nodes.
  var sharesRows: Bool { nodes.indices.count > nodes.columns }

  /// For how many nodes each row stands.
  var rowWeights: [Float] {
    var weights = Array(repeating: Float(0), count: nodes.columns)
    for row in nodes.indices { weights[Int(row)] += 1 }
    return weights
  }

  /// What each node hears.
  package func mixing(_ mixing: NeighbourMixing) -> RowMixing {
    RowMixing(mixing.matrix(neighbours))
  }

  /// Those whom each node listens to, and the node itself before them.
  package var neighboursAndSelf: SparsePattern { neighbours.withSelf }

  /// The sum over the nodes of each graph.
  package var nodeSum: RowMixing { RowMixing(nodes.sums(mean: false)) }

  /// The mean over the nodes of each graph.
  package var nodeMean: RowMixing { RowMixing(nodes.sums(mean: true)) }

  /// One of the categories of every row of `features`.
  package func category(_ index: Int) -> [Int] {
    let width = features.rows == 0 ? 0 : categories.count / features.rows
    return stride(from: index, to: categories.count, by: max(1, width)).map { Int(categories[$0]) }
  }
}
