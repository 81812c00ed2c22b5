/// Where rows stand from top to bottom, as if all stood in one column.
struct VerticalPlacement {
  /// The upper edge of each row.
  private(set) var tops: [Double] = []
  /// How high each row is.
  private(set) var heights: [Double]
  /// How much room there is below each row.
  private(set) var gaps: [Double]

  /// The least and the most room between two rows.
  private static let gap = 22.0...96.0

  /// Places rows: where segments run far to the side there is more room, so that they stay apart.
  init(_ items: LayeredItems, heights boxHeights: [Double], middles: [Double]) {
    heights = items.rows.map { row in
      row.reduce(0) { items.isBend($1) ? $0 : max($0, boxHeights[Int($1)]) }
    }
    gaps = items.rows.map { row in
      var furthest = 0.0
      var sloping = 0
      for item in row {
        for other in items.below[item] {
          let run = abs(middles[Int(item)] - middles[Int(other)])
          furthest = max(furthest, run)
          if run > 1 { sloping += 1 }
        }
      }
      let wanted = Self.gap.lowerBound + furthest * 0.05 + Double(sloping) * 1.5
      return min(wanted, Self.gap.upperBound)
    }
    var top = 0.0
    for row in items.rows.indices {
      tops.append(top)
      top += heights[row] + gaps[row]
    }
  }

  /// The lower edge of a row.
  func bottom(_ row: Int) -> Double { tops[row] + heights[row] }
}
