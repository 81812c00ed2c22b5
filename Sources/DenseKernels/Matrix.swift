/// A dense matrix of Float32, row by row.
///
/// The storage may be longer than the matrix, so that one buffer serves matrices of many sizes.
package struct Matrix: Sendable {
  /// The number of rows.
  package private(set) var rows: Int
  /// The number of columns.
  package private(set) var columns: Int
  /// The elements row by row, then room that the matrix does not use.
  package var storage: [Float]

  /// A matrix of zeros.
  package init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, storage: Array(repeating: 0, count: rows * columns))
  }

  /// A matrix over these elements, which must be at least `rows * columns`.
  package init(rows: Int, columns: Int, storage: [Float]) {
    precondition(rows >= 0 && columns >= 0 && storage.count >= rows * columns)
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// The number of elements.
  package var count: Int { rows * columns }

  /// The elements row by row, without the unused room.
  package var elements: ArraySlice<Float> { storage[..<count] }

  /// One element.
  package subscript(row: Int, column: Int) -> Float {
    get { storage[row * columns + column] }
    set { storage[row * columns + column] = newValue }
  }

  /// Whether two matrices are of one size.
  package func hasSize(of other: Matrix) -> Bool {
    rows == other.rows && columns == other.columns
  }
}

extension Matrix {
  /// Lends the address of the elements; an empty matrix is not visited.
  func withElements(_ body: (UnsafePointer<Float>) -> Void) {
    guard count > 0 else { return }
    unsafe storage.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe body(base) }
    }
  }

  /// Lends the address of the elements for writing; an empty matrix is not visited.
  mutating func withMutableElements(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    guard count > 0 else { return }
    unsafe storage.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe body(base) }
    }
  }
}
