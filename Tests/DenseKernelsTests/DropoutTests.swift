import DenseKernels
import Testing

@Suite("Dropout")
struct DropoutTests {
  private func ones(_ workers: Int, rate: Float, key: UInt64) -> [Float] {
    var matrix = Matrix(
      rows: 1000, columns: 130, storage: Array(repeating: 1, count: 130_000))
    matrix.drop(DropoutMask(rate: rate, key: key), on: Workers(workers))
    return Array(matrix.elements)
  }

  @Test(arguments: [Float(0.05), 0.5])
  func `drops its share and keeps the expectation`(rate: Float) {
    let elements = ones(2, rate: rate, key: 1)
    let dropped = Float(elements.count { $0 == 0 }) / Float(elements.count)
    #expect(abs(dropped - rate) < 0.005)
    #expect(abs(elements.reduce(0, +) / Float(elements.count) - 1) < 0.01)
  }

  @Test func `depends on the key and not on the workers`() {
    #expect(ones(1, rate: 0.1, key: 1) == ones(2, rate: 0.1, key: 1))
    #expect(ones(1, rate: 0.1, key: 1) != ones(1, rate: 0.1, key: 2))
  }
}
