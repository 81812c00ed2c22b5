internal import DenseKernels

extension GraphBatch {
  /// Puts graphs together for a network so that nodes that hear the same are computed once, where it
  /// lets them be compared.
  package init(_ graphs: [EncodedGraph], sharedFor network: any GraphNetwork) {
    if let fields = NumberedFields(of: graphs, for: network) {
      self.init(graphs, sharing: fields, at: graphs.indices)
    } else {
      self.init(graphs)
    }
  }

  /// Puts graphs together so that nodes of one receptive field are one row, which hears what the first
  /// of them hears. By induction over the layers its row is that of all of them, as far as the fields
  /// reach; gradients follow. Features of connections are left out.
  ///
  /// - Parameters:
  ///   - graphs: The graphs.
  ///   - fields: The fields of these graphs and of others. With one round the same rows stand in all layers;
  ///     with more each layer has those of its own round.
  ///   - places: Where the fields of these graphs are among them.
  init(
    _ graphs: [EncodedGraph], sharing fields: NumberedFields, at places: some Sequence<Int>
  ) {
    let numbers = places.map { fields.numbers[$0] }
    let shared = fields.counts.enumerated().map { round, count in
      SharedRows(numbers.map { $0[round] }, below: count)
    }
    let first = shared[0]
    let width = graphs.lazy.map(\.featureCount).max() ?? 0
    let categoryCount = graphs.lazy.map(\.categoryCount).max() ?? 0
    var features = Array(repeating: Float(0), count: first.nodes.count * width)
    var categories: [Int32] = []
    for (row, (index, node)) in first.nodes.enumerated() {
      let graph = graphs[index]
      if width > 0 { graph.featureRows.write(node: node, to: &features, at: row * width) }
      categories += graph.categories[node * categoryCount..<(node + 1) * categoryCount]
    }
    let steps = zip(shared, shared.dropFirst()).map { before, after in
      HearingStep(
        own: after.nodes.map { Int(before.row(of: $0.node, in: $0.graph)) },
        neighbours: after.neighbours(in: graphs, among: before))
    }
    let last = shared[shared.count - 1]
    self.init(
      features: Matrix(rows: first.nodes.count, columns: width, storage: features),
      categories: categories,
      neighbours: steps.isEmpty
        ? first.neighbours(in: graphs, among: first)
        : SparsePattern(columns: 0, offsets: [0], indices: []),
      nodes: SparsePattern(columns: last.nodes.count, offsets: last.starts, indices: last.rows),
      statics: Matrix(
        rows: graphs.count, columns: graphs.first?.statics.count ?? 0,
        storage: graphs.flatMap(\.statics)), steps: steps)
  }
}

/// Which row each node of a batch is, and the node that stands for each row.
private struct SharedRows {
  /// The first node of each row.
  private(set) var nodes: [(graph: Int, node: Int)] = []
  /// The row of each node of all graphs.
  private(set) var rows: [Int32] = []
  /// Where each graph's nodes begin, and after the last where they end.
  private(set) var starts = [0]

  /// Rows for these fields, all numbers below a bound, in the order in which they are met.
  init(_ fields: [[Int32]], below bound: Int) {
    var known = Array(repeating: Int32(-1), count: bound)
    rows.reserveCapacity(fields.reduce(0) { $0 + $1.count })
    for (graph, fields) in fields.enumerated() {
      for (node, field) in fields.enumerated() {
        if known[Int(field)] < 0 {
          known[Int(field)] = Int32(nodes.count)
          nodes.append((graph, node))
        }
        rows.append(known[Int(field)])
      }
      starts.append(rows.count)
    }
  }

  /// The row of a node.
  func row(of node: Int, in graph: Int) -> Int32 { rows[starts[graph] + node] }

  /// For each row those among other rows that its node listens to.
  func neighbours(in graphs: [EncodedGraph], among others: SharedRows) -> SparsePattern {
    var (offsets, indices): ([Int], [Int32]) = ([0], [])
    offsets.reserveCapacity(nodes.count + 1)
    for (index, node) in nodes {
      let graph = graphs[index]
      let start = others.starts[index]
      for entry in graph.neighbourOffsets[node]..<graph.neighbourOffsets[node + 1] {
        indices.append(others.rows[start + Int(graph.neighbours[Int(entry)])])
      }
      offsets.append(indices.count)
    }
    return SparsePattern(columns: others.nodes.count, offsets: offsets, indices: indices)
  }
}

extension SparsePattern {
  /// For each row the sum, or the mean, over its entries; a column that it names several times is one
  /// entry with their number.
  func sums(mean: Bool) -> SparseMatrix {
    guard indices.count > columns else { return .segments(offsets, mean: mean) }
    var last = Array(repeating: -1, count: columns)
    var (ends, merged, values) = ([0], [Int32](), [Float]())
    for row in 0..<rows {
      let start = merged.count
      let entries = offsets[row]..<offsets[row + 1]
      let share = mean ? 1 / Float(max(1, entries.count)) : 1
      for entry in entries {
        let column = Int(indices[entry])
        if last[column] >= start {
          values[last[column]] += share
        } else {
          last[column] = merged.count
          merged.append(indices[entry])
          values.append(share)
        }
      }
      ends.append(merged.count)
    }
    return SparseMatrix(columns: columns, offsets: ends, indices: merged, values: values)
  }
}
