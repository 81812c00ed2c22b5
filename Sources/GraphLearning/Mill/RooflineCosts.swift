internal import DenseKernels

/// What a node takes at least, by what it computes and moves: operations, bytes, bytes of weights and a
/// constant, each times a price that is not negative and is learned from whole networks.
struct RooflineCosts: Sendable, Equatable {
  /// The prices.
  let prices: [Double]

  /// Finds the prices under which networks' sums come nearest to their figures, relative to these: least
  /// squares over every choice of prices that are not 0.
  init(of networks: [NetworkTraits], _ figures: [Double]) {
    let rows = zip(networks, figures).map { traits, figure in
      Self.sums(of: traits.works).map { $0 / figure }
    }
    let scales = (0..<Self.count).map { column in
      let square = rows.reduce(0) { $0 + $1[column] * $1[column] } / Double(max(1, rows.count))
      return square > 0 ? 1 / square.squareRoot() : 0
    }
    var best = (error: Double.infinity, prices: Array(repeating: 0.0, count: Self.count))
    for choice in 1..<(1 << Self.count) {
      let columns = (0..<Self.count).filter { choice & (1 << $0) != 0 && scales[$0] > 0 }
      guard !columns.isEmpty else { continue }
      var matrix = Array(repeating: 0.0, count: columns.count * columns.count)
      var side = Array(repeating: 0.0, count: columns.count)
      for row in rows {
        let values = columns.map { row[$0] * scales[$0] }
        for (i, value) in values.enumerated() {
          side[i] += value
          for (j, other) in values.enumerated() { matrix[i * columns.count + j] += value * other }
        }
      }
      for index in columns.indices {
        matrix[index * columns.count + index] += 1e-9 * Double(rows.count)
      }
      guard let factor = CholeskyFactor(matrix, size: columns.count) else { continue }
      let solution = factor.solve(side)
      guard solution.allSatisfy({ $0 >= 0 }) else { continue }
      let error = -zip(solution, side).reduce(0) { $0 + $1.0 * $1.1 }
      guard error < best.error else { continue }
      var prices = Array(repeating: 0.0, count: Self.count)
      for (index, column) in columns.enumerated() {
        prices[column] = solution[index] * scales[column]
      }
      best = (error, prices)
    }
    // Nothing is free: a node that only exists can still be learned about.
    let least = zip(networks, figures).map { $1 / max(1, Self.sums(of: $0.works)[3]) }.min() ?? 0
    if best.prices[3] == 0 { best.prices[3] = least / 10 }
    prices = best.prices
  }

  /// Prices as a checkpoint keeps them.
  init(prices: [Double]) { self.prices = prices }

  /// The number of prices.
  static let count = 4

  /// What a node takes.
  func callAsFunction(_ work: NodeWork) -> Double {
    prices[0] * work.flops + prices[1] * work.bytes + prices[2] * work.weights + prices[3]
  }

  private static func sums(of works: [NodeWork]) -> [Double] {
    var sums = Array(repeating: 0.0, count: count)
    for work in works {
      for (index, value) in [work.flops, work.bytes, work.weights, 1].enumerated() {
        sums[index] += value * work.count
      }
    }
    return sums
  }
}
