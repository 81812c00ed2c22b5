package import DenseKernels

/// A fixed linear map over the rows of a matrix, with its transpose for the way back: neighbour means
/// and sums, readouts over the nodes of a graph, picking rows.
package struct RowMixing: Sendable {
  /// The map.
  package let forward: SparseMatrix
  /// Its transpose.
  package let backward: SparseMatrix

  /// A map and its transpose.
  package init(_ forward: SparseMatrix) {
    self.forward = forward
    self.backward = forward.transposed()
  }

  /// The transpose as a map of its own.
  package var transposed: RowMixing { RowMixing(forward: backward, backward: forward) }

  private init(forward: SparseMatrix, backward: SparseMatrix) {
    self.forward = forward
    self.backward = backward
  }

  /// For each segment of neighbouring rows their sum, or their mean; `offsets` has one end more than
  /// there are segments.
  package static func segments(_ offsets: [Int], mean: Bool = false) -> RowMixing {
    RowMixing(.segments(offsets, mean: mean))
  }

  /// The rows of these numbers, of `count`.
  package static func selection(of rows: [Int], from count: Int) -> RowMixing {
    RowMixing(.selection(of: rows, from: count))
  }
}

extension Tape {
  /// Mixes the rows of a matrix.
  package mutating func mix(_ x: Variable, by mixing: RowMixing) -> Variable {
    mix([(x, mixing)])
  }

  /// The sum of matrices whose rows are mixed, and of a row that is added to each.
  package mutating func mix(
    _ terms: [(x: Variable, mixing: RowMixing)], bias: Variable? = nil
  ) -> Variable {
    guard let first = terms.first else { preconditionFailure("a sum of nothing") }
    var y = matrix(rows: first.mixing.forward.rows, columns: value(first.x).columns)
    if let bias { y.setRows(to: value(bias), on: workers) }
    var isStarted = bias != nil
    for (x, mixing) in terms {
      y.setProduct(mixing.forward, value(x), accumulating: isStarted, on: workers)
      isStarted = true
    }
    return record(y, from: terms.map(\.x) + [bias].compactMap { $0 }) { tape, g in
      let workers = tape.workers
      for (x, mixing) in terms {
        tape.contribute(to: x) { gradient, accumulating in
          gradient.setProduct(mixing.backward, g, accumulating: accumulating, on: workers)
        }
      }
      if let bias { tape.contribute(to: bias) { $0.setColumnSums(of: g, on: workers) } }
    }
  }
}
