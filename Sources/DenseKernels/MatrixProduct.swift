internal import COpenBLAS

/// A matrix as one side of a product.
package struct Factor: Sendable {
  let matrix: Matrix
  let isTransposed: Bool

  /// The matrix as it stands.
  package static func plain(_ matrix: Matrix) -> Factor {
    Factor(matrix: matrix, isTransposed: false)
  }

  /// The matrix with rows and columns exchanged, without moving anything.
  package static func transposed(_ matrix: Matrix) -> Factor {
    Factor(matrix: matrix, isTransposed: true)
  }

  var rows: Int { isTransposed ? matrix.columns : matrix.rows }
  var columns: Int { isTransposed ? matrix.rows : matrix.columns }

  /// The offset of a row of the factor in the storage.
  func offset(ofRow row: Int) -> Int { isTransposed ? row : row * matrix.columns }
  /// The offset of a column of the factor in the storage.
  func offset(ofColumn column: Int) -> Int { isTransposed ? column * matrix.columns : column }
}

/// OpenBLAS runs one thread a call here: the blocks of a product are shared out by `Workers`.
private let singleThreadedBLAS: Void = openblas_set_num_threads(1)

/// Has OpenBLAS use the calling thread alone, so that its results do not depend on how many there are.
func useOneThread() { _ = singleThreadedBLAS }

extension Matrix {
  /// The floating-point operations of a product: 2 a multiply-accumulate.
  package static func productFlops(_ left: Factor, _ right: Factor) -> Int {
    2 * left.rows * left.columns * right.columns
  }

  /// Becomes `left · right`, or grows by it.
  package mutating func setProduct(
    _ left: Factor, _ right: Factor, accumulating: Bool = false, on workers: Workers
  ) {
    precondition(left.columns == right.rows && rows == left.rows && columns == right.columns)
    if left.columns == 0 && !accumulating { setZero() }
    // A block is a band of rows; a flat product is cut into bands of columns instead.
    let isFlat = rows < columns && rows <= 128
    let extent = isFlat ? columns : rows
    let flops = Self.productFlops(left, right)
    let grain =
      flops < Self.flopsWorthSharing
      ? max(1, extent) : Self.band(of: extent, isNarrow: min(rows, columns) <= 32, flops: flops)
    let (rows, columns) = (rows, columns)
    unsafe withMutableElements { result in
      unsafe left.matrix.withElements { a in
        unsafe right.matrix.withElements { b in
          workers.forEachBlock(of: extent, grain: grain) { block in
            let a = unsafe isFlat ? a : a + left.offset(ofRow: block.lowerBound)
            let b = unsafe isFlat ? b + right.offset(ofColumn: block.lowerBound) : b
            let c = unsafe result + block.lowerBound * (isFlat ? 1 : columns)
            unsafe multiply(
              left, a, right, b, into: c, stride: columns, rows: isFlat ? rows : block.count,
              columns: isFlat ? block.count : columns, accumulating: accumulating)
          }
        }
      }
    }
  }

  /// Rows or columns in one block, in multiples of OpenBLAS's inner kernel's 16: an even number of
  /// blocks of at most 512, because it packs the other factor anew for each. A narrow product would be
  /// packed about as long as it is multiplied; small enough ones are not packed.
  private static func band(of extent: Int, isNarrow: Bool, flops: Int) -> Int {
    if isNarrow { return max(16, flopsUnpacked / (flops / extent) & ~15) }
    let blocks = 2 * ((extent + 1023) / 1024)
    return ((extent + blocks - 1) / blocks + 15) & ~15
  }
  /// OpenBLAS multiplies so small a product where its factors lie, however they lie.
  private static let flopsUnpacked = 1_300_000
  /// Below this a second thread costs more than it saves.
  private static let flopsWorthSharing = 2_000_000
}

/// The only call of BLAS in single precision.
func multiply(
  _ left: Factor, _ a: UnsafePointer<Float>, _ right: Factor, _ b: UnsafePointer<Float>,
  into c: UnsafeMutablePointer<Float>, stride: Int, rows: Int, columns: Int, accumulating: Bool
) {
  useOneThread()
  unsafe cblas_sgemm(
    CblasRowMajor, left.isTransposed ? CblasTrans : CblasNoTrans,
    right.isTransposed ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns),
    Int32(left.columns), 1, a, Int32(left.matrix.columns), b, Int32(right.matrix.columns),
    accumulating ? 1 : 0, c, Int32(stride))
}
