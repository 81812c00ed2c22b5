internal import COpenBLAS

/// The lower factor L of a symmetric positive definite matrix A = L Lᵀ in double precision, made block
/// by block so that almost all work is products of matrices.
package struct CholeskyFactor: Sendable {
  /// The number of rows.
  package let size: Int
  /// The factor, row by row; what is above the diagonal is 0.
  package private(set) var elements: [Double]

  /// Rows and columns that are factored one by one.
  private static let block = 64

  /// Factors a matrix given row by row; `nil` if it is not positive definite.
  package init?(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size)
    useOneThread()
    self.size = size
    elements = matrix
    for start in stride(from: 0, to: size, by: Self.block) {
      let end = min(start + Self.block, size)
      guard factorDiagonal(start, end) else { return nil }
      guard end < size else { break }
      let below = Int32(size - end)
      let (width, stride) = (Int32(end - start), Int32(size))
      unsafe elements.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        let panel = unsafe base + end * size + start
        unsafe cblas_dtrsm(
          CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, below, width, 1,
          base + start * size + start, stride, panel, stride)
        unsafe cblas_dsyrk(
          CblasRowMajor, CblasLower, CblasNoTrans, below, width, -1, panel, stride, 1,
          base + end * size + end, stride)
      }
    }
    for row in 0..<size {
      for column in row + 1..<max(size, row + 1) { elements[row * size + column] = 0 }
    }
  }

  /// Factors the block on the diagonal, from which all before it has been taken.
  private mutating func factorDiagonal(_ start: Int, _ end: Int) -> Bool {
    for column in start..<end {
      var diagonal = elements[column * size + column]
      for k in start..<column {
        let value = elements[column * size + k]
        diagonal -= value * value
      }
      guard diagonal > 0, diagonal.isFinite else { return false }
      let root = diagonal.squareRoot()
      elements[column * size + column] = root
      for row in column + 1..<max(end, column + 1) {
        var sum = elements[row * size + column]
        for k in start..<column { sum -= elements[row * size + k] * elements[column * size + k] }
        elements[row * size + column] = sum / root
      }
    }
    return true
  }

  /// The natural logarithm of the determinant of A, by a logarithm that the caller has.
  package func logarithmOfDeterminant(_ logarithm: (Double) -> Double) -> Double {
    (0..<size).reduce(0) { $0 + 2 * logarithm(elements[$1 * size + $1]) }
  }

  /// The solution x of A x = b.
  package func solve(_ b: [Double]) -> [Double] {
    solve(solve(b, CblasNoTrans), CblasTrans)
  }

  /// The solution x of L x = b.
  package func solveLower(_ b: [Double]) -> [Double] { solve(b, CblasNoTrans) }

  private func solve(_ b: [Double], _ transposition: CBLAS_TRANSPOSE) -> [Double] {
    precondition(b.count == size)
    var x = b
    guard size > 0 else { return x }
    unsafe elements.withUnsafeBufferPointer { factor in
      unsafe x.withUnsafeMutableBufferPointer { x in
        unsafe cblas_dtrsv(
          CblasRowMajor, CblasLower, transposition, CblasNonUnit, Int32(size), factor.baseAddress,
          Int32(size), x.baseAddress, 1)
      }
    }
    return x
  }

  /// The inverse of A, row by row.
  package func inverse() -> [Double] {
    var inverse = Array(repeating: 0.0, count: size * size)
    for index in 0..<size { inverse[index * size + index] = 1 }
    guard size > 0 else { return inverse }
    let count = Int32(size)
    unsafe elements.withUnsafeBufferPointer { factor in
      unsafe inverse.withUnsafeMutableBufferPointer { result in
        for transposition in [CblasNoTrans, CblasTrans] {
          unsafe cblas_dtrsm(
            CblasRowMajor, CblasLeft, CblasLower, transposition, CblasNonUnit, count, count, 1,
            factor.baseAddress, count, result.baseAddress, count)
        }
      }
    }
    return inverse
  }
}

/// The inner products of all rows of one matrix with all rows of another, row by row.
///
/// - Parameters:
///   - left: A matrix, row by row.
///   - right: Another one of the same width.
///   - width: The number of columns of both.
/// - Returns: A matrix with a row for each row of `left` and a column for each of `right`.
package func innerProducts(_ left: [Double], _ right: [Double], width: Int) -> [Double] {
  guard width > 0, !left.isEmpty, !right.isEmpty else { return [] }
  useOneThread()
  let (rows, columns) = (left.count / width, right.count / width)
  var products = Array(repeating: 0.0, count: rows * columns)
  unsafe left.withUnsafeBufferPointer { a in
    unsafe right.withUnsafeBufferPointer { b in
      unsafe products.withUnsafeMutableBufferPointer { c in
        unsafe cblas_dgemm(
          CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(columns), Int32(width), 1,
          a.baseAddress, Int32(width), b.baseAddress, Int32(width), 0, c.baseAddress,
          Int32(columns))
      }
    }
  }
  return products
}
