internal import Statistics

/// Solves A x = b for a symmetric positive definite A by Cholesky's factorisation.
package struct SymmetricSolver {
  private let size: Int
  /// The lower factor, row by row.
  private var factor: [Double]

  /// Factorises a matrix given row by row; `nil` if it is not positive definite.
  package init?(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size)
    self.size = size
    factor = matrix
    for column in 0..<size {
      var diagonal = factor[column * size + column]
      for k in 0..<column {
        let value = factor[column * size + k]
        diagonal -= value * value
      }
      guard diagonal > 0, diagonal.isFinite else { return nil }
      let root = diagonal.squareRoot()
      factor[column * size + column] = root
      for row in column + 1..<max(size, column + 1) {
        var sum = factor[row * size + column]
        for k in 0..<column { sum -= factor[row * size + k] * factor[column * size + k] }
        factor[row * size + column] = sum / root
      }
    }
  }

  /// The natural logarithm of the matrix's determinant.
  package var logarithmOfDeterminant: Double {
    (0..<size).reduce(0) { $0 + 2 * Logarithm.natural(factor[$1 * size + $1]) }
  }

  /// The solution for a right-hand side.
  package func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == size)
    var x = b
    for row in 0..<size {
      for k in 0..<row { x[row] -= factor[row * size + k] * x[k] }
      x[row] /= factor[row * size + row]
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      for k in row + 1..<max(size, row + 1) { x[row] -= factor[k * size + row] * x[k] }
      x[row] /= factor[row * size + row]
    }
    return x
  }
}
