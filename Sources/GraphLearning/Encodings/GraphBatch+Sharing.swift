internal import DenseKernels

extension GraphBatch {
  /// Puts graphs together for a network so that nodes that hear the same are computed once, where it
  /// lets them be compared.
  package init(_ graphs: [EncodedGraph], sharedFor network: any GraphNetwork) {
    let rounds = graphs.compactMap { ReceptiveField.rounds(of: $0, for: network) }
    if rounds.count == graphs.count {
      self.init(graphs, sharing: rounds)
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
  ///   - rounds: For each graph, for each round, the field of every node. With one round the same rows
  ///     stand in all layers; with more each layer has those of its own round.
  init(_ graphs: [EncodedGraph], sharing rounds: [[[ReceptiveField]]]) {
    let shared = (0..<(rounds.first?.count ?? 1)).map { round in
      SharedRows(rounds.map { $0[round] })
    }
    let first = shared[0]
    let width = graphs.lazy.map(\.featureCount).max() ?? 0
    let categoryCount = graphs.lazy.map(\.categoryCount).max() ?? 0
    var (features, categories): ([Float], [Int32]) = ([], [])
    features.reserveCapacity(first.nodes.count * width)
    for (index, node) in first.nodes {
      let graph = graphs[index]
      features += graph.features[node * width..<(node + 1) * width]
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

  /// Rows for these fields, in the order in which they are met.
  init(_ fields: [[ReceptiveField]]) {
    var known: [ReceptiveField: Int32] = [:]
    let count = fields.reduce(0) { $0 + $1.count }
    known.reserveCapacity(count)
    rows.reserveCapacity(count)
    for (graph, fields) in fields.enumerated() {
      for (node, field) in fields.enumerated() {
        if let row = known[field] {
          rows.append(row)
        } else {
          known[field] = Int32(nodes.count)
          rows.append(Int32(nodes.count))
          nodes.append((graph, node))
        }
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
