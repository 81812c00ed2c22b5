import DenseKernels
import TestSupport
import Testing

@Suite("Sparse matrix")
struct SparseMatrixTests {
  /// A random matrix with empty rows among others.
  static func random(rows: Int, columns: Int, seed: UInt64) -> SparseMatrix {
    var random = SplitMix64(seed: seed)
    var (offsets, indices, values) = ([0], [Int32](), [Float]())
    for row in 0..<rows {
      for _ in 0..<(row % 3) {
        indices.append(Int32.random(in: 0..<Int32(columns), using: &random))
        values.append(Float.random(in: -1..<1, using: &random))
      }
      offsets.append(indices.count)
    }
    return SparseMatrix(columns: columns, offsets: offsets, indices: indices, values: values)
  }

  @Test(arguments: [false, true])
  func `multiplies as the dense one, also transposed`(accumulating: Bool) {
    let sparse = Self.random(rows: 200, columns: 90, seed: 1)
    for matrix in [sparse, sparse.transposed()] {
      let x = Reference.random(matrix.columns, 33, seed: 2)
      let start = Reference.random(matrix.rows, 33, seed: 3)
      var expected = Reference.product(Reference.dense(matrix), x)
      if accumulating { expected.add(start, on: Workers(1)) }
      var result = start
      result.setProduct(matrix, x, accumulating: accumulating, on: Workers(2))
      #expect(distance(result, expected) < 1e-5)
    }
    #expect(
      distance(Reference.dense(sparse.transposed()), Reference.transposed(Reference.dense(sparse)))
        == 0)
  }

  @Test func `the gradient of a maximum is the same as a sparse matrix, shared by equals`() {
    let pattern = SparsePattern(columns: 4, offsets: [0, 2, 2, 5], indices: [0, 2, 1, 3, 2])
    var x = Reference.random(4, 37, seed: 1)
    for column in 0..<37 where column % 3 == 0 { x[2, column] = x[0, column] }
    let g = Reference.random(3, 37, seed: 2)
    var y = Matrix(rows: 3, columns: 37)
    y.setMaximum(of: x, over: pattern, on: Workers(1))
    var dense = Matrix(rows: 4, columns: 37)
    dense.addMaximumGradient(x: x, y: y, g: g, over: pattern, on: Workers(1))
    let sparse = SparseMatrix.maximumGradient(x: x, y: y, g: g, over: pattern)
    #expect(distance(Reference.dense(sparse.transposed()), dense) < 1e-6)
    let sums = (0..<37).map { column in (0..<4).reduce(Float(0)) { $0 + dense[$1, column] } }
    #expect(zip(0..<37, sums).allSatisfy { abs(sparse.sum(ofRow: $0) - $1) < 1e-5 })
  }

  @Test func `sums and averages segments, empty ones too`() {
    let x = Matrix(rows: 3, columns: 2, storage: [1, 2, 3, 4, 5, 6])
    var y = Matrix(rows: 3, columns: 2)
    y.setProduct(.segments([0, 2, 2, 3]), x, on: Workers(1))
    #expect(Array(y.elements) == [4, 6, 0, 0, 5, 6])
    y.setProduct(.segments([0, 2, 2, 3], mean: true), x, on: Workers(1))
    #expect(Array(y.elements) == [2, 3, 0, 0, 5, 6])
  }

  @Test func `picks rows`() {
    let x = Matrix(rows: 3, columns: 2, storage: [1, 2, 3, 4, 5, 6])
    var y = Matrix(rows: 2, columns: 2)
    y.setProduct(.selection(of: [2, 0], from: 3), x, on: Workers(1))
    #expect(Array(y.elements) == [5, 6, 1, 2])
  }
}
