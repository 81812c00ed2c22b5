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

  /// One row handed to each segment that is not empty.
  package static func present(in offsets: [Int]) -> RowMixing {
    let ends = zip(offsets, offsets.dropFirst()).reduce(into: [0]) { ends, segment in
      ends.append(ends[ends.count - 1] + (segment.0 < segment.1 ? 1 : 0))
    }
    let count = ends[ends.count - 1]
    return RowMixing(
      SparseMatrix(
        columns: 1, offsets: ends, indices: Array(repeating: 0, count: count),
        values: Array(repeating: 1, count: count)))
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
    linear([], mixed: terms, bias: bias)
  }
}
