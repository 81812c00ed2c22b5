internal import DenseKernels

/// What a node takes at least, by what it computes and moves: amounts of `NodeWork`, and what it takes on
/// the platforms that are known, each times a price that is not negative and is learned from whole
/// networks, for each sort of node.
struct RooflineCosts: Sendable, Equatable {
  /// The prices: those of every sort's amounts, and of a byte of weights.
  let prices: [Double]
  /// What a node takes that costs nothing else: one that only exists can still be learned about.
  let least: Double

  /// Finds the prices under which networks' sums come nearest to their figures, relative to these.
  /// What no network has costs what it costs on average over all sorts.
  init(of networks: [MillExpert.Point], _ figures: [Double]) {
    let width = NodeWork.amountCount + (networks.first?.times.count ?? 0)
    let rows = zip(networks, figures).map { point, figure in
      Self.sums(of: point, width).map { $0 / figure }
    }
    let overall = Self.prices(of: rows.map { Self.joined($0, width) })
    var prices = Self.prices(of: rows)
    for column in prices.indices where rows.allSatisfy({ $0[column] == 0 }) {
      prices[column] = overall[column == prices.count - 1 ? width : column % width]
    }
    self.prices = prices
    let least = zip(networks, figures).map { point, figure in
      figure / max(1, point.traits.works.reduce(0) { $0 + $1.count })
    }.min()
    self.least = (least ?? 0) / 100
  }

  /// Prices as a checkpoint keeps them; `nil` where their number does not fit so many known platforms.
  init?(prices: [Double], least: Double, platforms: Int) {
    guard prices.count == NodeWork.Sort.allCases.count * (NodeWork.amountCount + platforms) + 1
    else { return nil }
    self.prices = prices
    self.least = least
  }

  /// What each distinct node of a network takes.
  func callAsFunction(_ point: MillExpert.Point) -> [Double] {
    let width = (prices.count - 1) / NodeWork.Sort.allCases.count
    return point.traits.works.indices.map { index in
      let work = point.traits.works[index]
      var time = prices[prices.count - 1] * work.weights
      for (place, amount) in point.amounts(index).enumerated() where place < width {
        time += prices[work.sort.rawValue * width + place] * amount
      }
      return max(time, least)
    }
  }

  private static func sums(of point: MillExpert.Point, _ width: Int) -> [Double] {
    var sums = Array(repeating: 0.0, count: NodeWork.Sort.allCases.count * width + 1)
    for (index, work) in point.traits.works.enumerated() {
      for (place, amount) in point.amounts(index).enumerated() {
        sums[work.sort.rawValue * width + place] += amount * work.count
      }
      sums[sums.count - 1] += work.weights * work.count
    }
    return sums
  }

  /// The sums of all sorts together.
  private static func joined(_ sums: [Double], _ width: Int) -> [Double] {
    var joined = Array(repeating: 0.0, count: width + 1)
    for (index, value) in sums.enumerated() {
      joined[index == sums.count - 1 ? width : index % width] += value
    }
    return joined
  }

  /// The prices that bring sums over figures nearest to 1.
  private static func prices(of rows: [[Double]]) -> [Double] {
    let width = rows.first?.count ?? 0
    let scales = (0..<width).map { column in
      let square = rows.reduce(0) { $0 + $1[column] * $1[column] } / Double(max(1, rows.count))
      return square > 0 ? 1 / square.squareRoot() : 0
    }
    var matrix = Array(repeating: 0.0, count: width * width)
    var side = Array(repeating: 0.0, count: width)
    for row in rows {
      let values = zip(row, scales).map { $0 * $1 }
      for (i, value) in values.enumerated() {
        side[i] += value
        for (j, other) in values.enumerated() { matrix[i * width + j] += value * other }
      }
    }
    for index in 0..<width { matrix[index * width + index] += 1e-6 * Double(rows.count) }
    return zip(nonNegativeLeastSquares(matrix, side), scales).map { $0 * $1 }
  }
}
