/// Breaks a long drawing into columns, which are read one after the other like a newspaper's.
struct Folding {
  /// The rows of each column.
  private(set) var columns: [Range<Int>] = []
  /// The column of each row.
  private(set) var columnOfRow: [Int]

  /// How wide a page is for its height, and up to what height nothing is broken.
  private static let proportion = 1.3
  private static let leastHeight = 1400.0
  /// Beyond so many there is no finding one's way.
  private static let mostColumns = 60
  /// The usual room between rows and between boxes, before anything has its place.
  private static let gaps = (rows: 26.0, boxes: 22.0, columns: 60.0)

  /// Chooses where to break.
  ///
  /// - Parameters:
  ///   - items: The items in order.
  ///   - boxes: The boxes' sizes.
  ///   - count: How many columns there are to be; `nil` takes as many as make a page of good
  ///     proportions.
  init(_ items: LayeredItems, _ boxes: [LinkedBoxes.Box], count: Int?) {
    let rows = items.rows.count
    var bottoms: [Double] = []
    var widths: [Double] = []
    for row in items.rows {
      var (height, width) = (0.0, 0.0)
      for item in row where !items.isBend(item) {
        height = max(height, boxes[Int(item)].height)
        width += boxes[Int(item)].width + Self.gaps.boxes
      }
      bottoms.append((bottoms.last.map { $0 + Self.gaps.rows } ?? 0) + height)
      widths.append(width)
    }
    let height = bottoms.last ?? 0
    let wanted = count ?? Self.suitableCount(widths, height: height)
    // How many trunks and segments pass from each row to the next.
    let passing = items.rows.map { row in row.count { items.below.count($0) > 0 } }
    var start = 0
    for column in 1..<max(min(wanted, rows), 1) {
      let ideal = height * Double(column) / Double(wanted)
      let slack = height / Double(wanted) / 4
      var best: (cost: Double, row: Int)?
      for row in start..<rows - 1 where abs(bottoms[row] - ideal) <= slack {
        let cost = Double(passing[row]) * 2 + abs(bottoms[row] - ideal) / slack
        if cost < best?.cost ?? .infinity { best = (cost, row) }
      }
      guard let best else { continue }
      columns.append(start..<best.row + 1)
      start = best.row + 1
    }
    columns.append(start..<rows)
    columnOfRow = Array(repeating: 0, count: rows)
    for (column, rows) in columns.enumerated() {
      for row in rows { columnOfRow[row] = column }
    }
  }

  private static func suitableCount(_ widths: [Double], height: Double) -> Int {
    guard height > leastHeight, !widths.isEmpty else { return 1 }
    // A few wide rows do not make all columns wide.
    let width = widths.sorted()[widths.count * 9 / 10] * 1.6
    let count = (proportion * height / (width + gaps.columns)).squareRoot()
    // Columns that are much wider than high would be hard to follow.
    let most = max(height / 500, 1)
    return max(1, min(Int(min(count, most).rounded()), mostColumns))
  }
}
