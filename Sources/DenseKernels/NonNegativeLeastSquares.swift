/// The x ≥ 0 under which |A x - b| is least (Lawson and Hanson, Solving Least Squares Problems, 1974,
/// chapter 23).
///
/// - Parameters:
///   - square: AᵀA, row by row: positive definite, so that what is alike needs a little added to its diagonal.
///   - side: Aᵀb.
/// - Returns: x, as long as `side`.
package func nonNegativeLeastSquares(_ square: [Double], _ side: [Double]) -> [Double] {
  let count = side.count
  var solution = Array(repeating: 0.0, count: count)
  var free: [Int] = []
  var refused: Set<Int> = []
  // Every round frees one that lowers the error; the bound is for rounding alone.
  for _ in 0..<(3 * count) {
    let slopes = side.indices.map { row in
      side[row] - free.reduce(0) { $0 + square[row * count + $1] * solution[$1] }
    }
    let candidates = side.indices.filter {
      !free.contains($0) && !refused.contains($0) && slopes[$0] > 1e-12 * abs(side[$0])
    }
    guard let next = candidates.max(by: { slopes[$0] < slopes[$1] }) else { break }
    free.append(next)
    while !free.isEmpty {
      let matrix = free.flatMap { row in free.map { square[row * count + $0] } }
      guard let factor = CholeskyFactor(matrix, size: free.count) else {
        free.removeAll { $0 == next }
        refused.insert(next)
        break
      }
      let wanted = factor.solve(free.map { side[$0] })
      // As far towards what is wanted as nothing falls below 0; what is there first leaves.
      let steps = zip(free, wanted).map { index, value in
        value <= 0 ? solution[index] / max(solution[index] - value, .leastNormalMagnitude) : 1
      }
      let step = steps.min() ?? 1
      for (index, value) in zip(free, wanted) {
        solution[index] += step * (value - solution[index])
      }
      let leaving = zip(free, zip(wanted, steps)).filter { $0.1.0 <= 0 && $0.1.1 <= step }
        .map(\.0)
      if leaving.isEmpty { break }
      for index in leaving { solution[index] = 0 }
      free.removeAll(where: leaving.contains)
      if leaving.contains(next) { refused.insert(next) }
    }
  }
  return solution
}
