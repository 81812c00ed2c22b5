internal import COpenBLAS

/// The smallest eigenvalues of a symmetric matrix, ascending, and eigenvectors of length 1 (LAPACK's
/// `dsyevr`).
package struct SymmetricSpectrum: Sendable {
  /// The eigenvalues.
  package private(set) var values: [Double]
  /// The eigenvectors one after the other, where they were asked for.
  package private(set) var vectors: [Double]

  /// Finds the `count` smallest eigenvalues of a matrix of so many rows, given row by row; `nil` if
  /// its elements are no finite numbers.
  package init?(_ matrix: [Double], size: Int, smallest count: Int, withVectors: Bool = false) {
    precondition(matrix.count == size * size && count >= 0)
    let count = min(count, size)
    values = Array(repeating: 0, count: size)
    vectors = Array(repeating: 0, count: withVectors ? size * count : 0)
    guard count > 0 else {
      values = []
      return
    }
    guard matrix.allSatisfy(\.isFinite) else { return nil }
    useOneThread()
    var matrix = matrix
    let (order, last, bound) = (Int32(size), Int32(count), 0.0)
    var (found, failure) = (Int32(0), Int32(0))
    var support = Array(repeating: Int32(0), count: 2 * size)
    // A block of 32 rows is what LAPACK's own inquiry recommends.
    var work = Array(repeating: 0.0, count: 38 * size)
    var integers = Array(repeating: Int32(0), count: 10 * size)
    var dummy = 0.0
    let (room, integerRoom) = (Int32(work.count), Int32(integers.count))
    let job = CChar(UInt8(ascii: withVectors ? "V" : "N"))
    let (range, triangle) = (CChar(UInt8(ascii: "I")), CChar(UInt8(ascii: "U")))
    let first: Int32 = 1
    unsafe withUnsafeMutablePointer(to: &dummy) { dummy in
      unsafe vectors.withUnsafeMutableBufferPointer { vectors in
        unsafe [job].withUnsafeBufferPointer { job in
          unsafe [range].withUnsafeBufferPointer { range in
            unsafe [triangle].withUnsafeBufferPointer { triangle in
              unsafe dsyevr_(
                job.baseAddress, range.baseAddress, triangle.baseAddress, [order], &matrix, [order],
                [bound], [bound], [first], [last], [bound], &found, &values,
                vectors.baseAddress ?? dummy, [order], &support, &work, [room], &integers,
                [integerRoom], &failure, 1, 1, 1)
            }
          }
        }
      }
    }
    guard failure == 0, Int(found) == count else { return nil }
    values.removeLast(size - count)
  }
}
