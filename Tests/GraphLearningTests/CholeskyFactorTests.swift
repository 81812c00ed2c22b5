import DenseKernels
import Statistics
import Testing

@Suite("Cholesky factor")
struct CholeskyFactorTests {
  /// A matrix larger than a block: ones, and a growing diagonal.
  static let size = 150
  static let matrix = (0..<size * size).map { index in
    index % size == index / size ? 2 + Double(index % 7) : 1
  }

  @Test func `solves, inverts and knows the determinant`() throws {
    let factor = try #require(CholeskyFactor(Self.matrix, size: Self.size))
    let truth = (0..<Self.size).map { Double($0 % 5) - 2 }
    let side = (0..<Self.size).map { row in
      (0..<Self.size).reduce(0) { $0 + Self.matrix[row * Self.size + $1] * truth[$1] }
    }
    for (found, expected) in zip(factor.solve(side), truth) {
      #expect(abs(found - expected) < 1e-9)
    }
    let inverse = factor.inverse()
    let products = innerProducts(inverse, Self.matrix, width: Self.size)
    for index in products.indices {
      let expected = index % Self.size == index / Self.size ? 1.0 : 0
      #expect(abs(products[index] - expected) < 1e-9)
    }
    // Ones plus a diagonal D: det = Π d · (1 + Σ 1/d).
    let diagonal = (0..<Self.size).map { Self.matrix[$0 * Self.size + $0] - 1 }
    let expected =
      diagonal.reduce(0) { $0 + Logarithm.natural($1) }
      + Logarithm.natural(1 + diagonal.reduce(0) { $0 + 1 / $1 })
    #expect(abs(factor.logarithmOfDeterminant(Logarithm.natural) - expected) < 1e-9)
  }

  @Test func `refuses a matrix that is not positive definite`() {
    #expect(CholeskyFactor([1, 2, 2, 1], size: 2) == nil)
    #expect(CholeskyFactor([.nan], size: 1) == nil)
    #expect(CholeskyFactor([], size: 0)?.solve([]) == [])
  }
}
