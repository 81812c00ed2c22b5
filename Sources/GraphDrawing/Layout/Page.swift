/// Items in their places on the page, once the drawing is broken into columns.
struct Page {
  let width: Double
  let height: Double
  /// The boxes' sizes.
  private let boxes: [LinkedBoxes.Box]
  /// The middle of each item and its row.
  private var middles: [Double]
  private let rowOfItem: [Int32]
  /// The edges of each row.
  private(set) var tops: [Double]
  private(set) var bottoms: [Double]
  /// The left and right edges of each column, and the highest and lowest of rows.
  let columns: [(left: Double, right: Double, rows: Range<Int>)]
  let columnOfRow: [Int]
  /// How many lines go from a column to the next, and how far apart they run.
  let lanes: [Int]
  static let lane = 8.0
  /// How wide the room between columns is without lines.
  private static let gutter = 40.0

  init(
    _ items: LayeredItems, _ content: LinkedBoxes, _ horizontal: HorizontalPlacement,
    _ vertical: VerticalPlacement, _ folding: Folding
  ) {
    boxes = content.boxes
    rowOfItem = items.layers
    columnOfRow = folding.columnOfRow
    middles = horizontal.middles
    tops = vertical.tops
    bottoms = items.rows.indices.map { vertical.bottom($0) }
    lanes = folding.columns.map { rows in
      guard let last = rows.last, last + 1 < items.rows.count else { return 0 }
      return items.rows[last].count { items.below.count($0) > 0 }
    }
    var columns: [(left: Double, right: Double, rows: Range<Int>)] = []
    var left = 0.0
    // Lines that come from the column before run above all rows.
    let head = Double(lanes.max() ?? 0) * Self.lane + (folding.columns.count > 1 ? 14 : 0)
    var lowest = 0.0
    for (column, rows) in folding.columns.enumerated() {
      var (least, most) = (Double.infinity, -Double.infinity)
      for item in rows.lazy.flatMap({ items.rows[$0] }) {
        let half = items.isBend(item) ? 0 : boxes[Int(item)].width / 2
        least = min(least, middles[Int(item)] - half)
        most = max(most, middles[Int(item)] + half)
      }
      if most < least { (least, most) = (0, 0) }
      for item in rows.lazy.flatMap({ items.rows[$0] }) { middles[Int(item)] += left - least }
      let top = rows.isEmpty ? 0 : vertical.tops[rows.lowerBound]
      for row in rows {
        tops[row] += head - top
        bottoms[row] += head - top
        lowest = max(lowest, bottoms[row])
      }
      columns.append((left, left + most - least, rows))
      left += most - least + Self.gutter + Double(lanes[column]) * Self.lane
    }
    self.columns = columns
    let foot =
      lanes.isEmpty || lanes.allSatisfy { $0 == 0 } ? 0 : Double(lanes.max() ?? 0) * Self.lane + 14
    height = lowest + foot
    let detours = items.detours.isEmpty ? 0 : Router.detourRoom
    width = (columns.last?.right ?? 0) + detours
  }

  /// A box in its place, in the middle of its row.
  func frame(_ box: Int) -> Layout.Frame {
    let row = Int(rowOfItem[box])
    let size = boxes[box]
    return Layout.Frame(
      x: middles[box] - size.width / 2,
      y: (tops[row] + bottoms[row] - size.height) / 2, width: size.width, height: size.height)
  }

  /// The middle of an item.
  func middle(_ item: Int32) -> Double { middles[Int(item)] }

  /// Its row.
  func row(_ item: Int32) -> Int { Int(rowOfItem[Int(item)]) }
}
