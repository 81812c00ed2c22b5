import DenseKernels
import TestSupport
import Testing

@Suite("Non-negative least squares")
struct NonNegativeLeastSquaresTests {
  /// AᵀA and Aᵀb of a random problem.
  private func problem(rows: Int, columns: Int, seed: UInt64) -> (square: [Double], side: [Double])
  {
    var random = SplitMix64(seed: seed)
    var square = Array(repeating: 0.0, count: columns * columns)
    var side = Array(repeating: 0.0, count: columns)
    for _ in 0..<rows {
      let row = (0..<columns).map { _ in Double.random(in: 0...1, using: &random) }
      let target = Double.random(in: -1...1, using: &random)
      for i in 0..<columns {
        side[i] += row[i] * target
        for j in 0..<columns { square[i * columns + j] += row[i] * row[j] }
      }
    }
    return (square, side)
  }

  @Test func `is what the conditions of Karush, Kuhn and Tucker ask for`() {
    for seed in 0..<40 as Range<UInt64> {
      let count = 1 + Int(seed % 9)
      let (square, side) = problem(rows: 20, columns: count, seed: seed)
      let solution = nonNegativeLeastSquares(square, side)
      for row in 0..<count {
        let slope =
          side[row] - (0..<count).reduce(0) { $0 + square[row * count + $1] * solution[$1] }
        #expect(solution[row] >= 0)
        #expect(solution[row] > 0 ? abs(slope) < 1e-9 : slope < 1e-9)
      }
    }
  }

  @Test func `columns that are alike, or nothing, do no harm`() {
    let alike = nonNegativeLeastSquares([1, 1, 1, 1], [2, 2])
    #expect(abs(alike[0] + alike[1] - 2) < 1e-9)
    #expect(nonNegativeLeastSquares([0, 0, 0, 0], [0, 0]) == [0, 0])
    #expect(nonNegativeLeastSquares([], []) == [])
    #expect(nonNegativeLeastSquares([4], [-1]) == [0])
  }
}
