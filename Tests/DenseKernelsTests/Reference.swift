import DenseKernels
import TestSupport

/// The plain loops that every kernel is compared with.
enum Reference {
  /// A matrix with elements in -1 ..< 1.
  static func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = SplitMix64(seed: seed)
    let elements = (0..<rows * columns).map { _ in Float.random(in: -1..<1, using: &random) }
    return Matrix(rows: rows, columns: columns, storage: elements)
  }

  /// The matrix with rows and columns exchanged.
  static func transposed(_ a: Matrix) -> Matrix {
    var result = Matrix(rows: a.columns, columns: a.rows)
    for row in 0..<a.rows { for column in 0..<a.columns { result[column, row] = a[row, column] } }
    return result
  }

  /// The product by the definition.
  static func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    var result = Matrix(rows: a.rows, columns: b.columns)
    for row in 0..<a.rows {
      for column in 0..<b.columns {
        result[row, column] = (0..<a.columns).reduce(0) { $0 + a[row, $1] * b[$1, column] }
      }
    }
    return result
  }

  /// The sparse matrix with its zeros.
  static func dense(_ sparse: SparseMatrix) -> Matrix {
    var result = Matrix(rows: sparse.rows, columns: sparse.columns)
    for row in 0..<sparse.rows {
      for entry in sparse.offsets[row]..<sparse.offsets[row + 1] {
        result[row, Int(sparse.indices[entry])] += sparse.values[entry]
      }
    }
    return result
  }
}

/// The largest distance between elements of two matrices of one size.
func distance(_ a: Matrix, _ b: Matrix) -> Float {
  precondition(a.hasSize(of: b))
  return zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
}
