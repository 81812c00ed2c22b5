import DenseKernels
import Testing

@Suite("Matrix product")
struct MatrixProductTests {
  static let sizes = [(1, 1, 1), (3, 5, 7), (16, 40, 33), (300, 9, 11), (2, 3, 600), (700, 4, 3)]

  @Test(arguments: sizes, [false, true])
  func `agrees with three loops in every transposition`(
    size: (rows: Int, inner: Int, columns: Int), accumulating: Bool
  ) {
    let a = Reference.random(size.rows, size.inner, seed: 1)
    let b = Reference.random(size.inner, size.columns, seed: 2)
    let start = Reference.random(size.rows, size.columns, seed: 3)
    var expected = Reference.product(a, b)
    if accumulating { expected.add(start, on: Workers(1)) }
    for left in [Factor.plain(a), .transposed(Reference.transposed(a))] {
      for right in [Factor.plain(b), .transposed(Reference.transposed(b))] {
        var result = start
        result.setProduct(left, right, accumulating: accumulating, on: Workers(2))
        #expect(distance(result, expected) < 1e-4)
      }
    }
  }

  @Test func `is the same to the bit for every number of workers`() {
    let (a, b) = (Reference.random(900, 130, seed: 4), Reference.random(130, 64, seed: 5))
    let results = [1, 2, 3].map { count in
      var result = Matrix(rows: 900, columns: 64)
      result.setProduct(.plain(a), .plain(b), on: Workers(count))
      return Array(result.elements)
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test func `an inner size of nothing gives zeros`() {
    var result = Reference.random(2, 2, seed: 6)
    result.setProduct(
      .plain(Matrix(rows: 2, columns: 0)), .plain(Matrix(rows: 0, columns: 2)), on: Workers(1))
    #expect(Array(result.elements) == [0, 0, 0, 0])
  }
}
