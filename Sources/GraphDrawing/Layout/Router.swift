/// Draws the lines: straight through rows, and bending between them, where nothing stands.
struct Router {
  private let items: LayeredItems
  private let page: Page
  private let content: LinkedBoxes
  /// For each item from which lines go to the next column, its place among them from the left.
  private var lanes: [Int32: Int] = [:]

  /// How much room at the right edge there is for lines that leave the layers.
  static let detourRoom = 200.0
  private static let radius = 6.0

  init(_ items: LayeredItems, _ page: Page, _ content: LinkedBoxes) {
    self.items = items
    self.page = page
    self.content = content
    for column in page.columns.dropLast() {
      guard let last = column.rows.last else { continue }
      let leaving = items.rows[last].filter { items.below.count($0) > 0 }
      for (lane, item) in leaving.enumerated() { lanes[item] = lane }
    }
  }

  /// The lines that leave each box.
  func routes() -> [Route] {
    var detours = Array(repeating: [LinkedBoxes.Link](), count: content.boxes.count)
    for link in items.detours { detours[link.from].append(link) }
    var number = 0
    return content.boxes.indices.compactMap { box in
      var route = Route(source: box)
      follow(Int32(box), &route)
      for bend in items.trunks[box] { follow(bend, &route) }
      for link in detours[box] {
        append(detour: link, number, &route)
        number += 1
      }
      return route.strokes.isEmpty ? nil : route
    }
  }

  /// Draws the segments that leave an item, each with its way through the next row.
  private func follow(_ item: Int32, _ route: inout Route) {
    for other in items.below[item] {
      let row = page.row(item)
      let start = Point(x: page.middle(item), y: exit(item))
      let end = Point(x: page.middle(other), y: entry(other))
      route.strokes.append(.move(start))
      if page.columnOfRow[row] == page.columnOfRow[row + 1] {
        if abs(start.x - end.x) > 0.5 {
          let (upper, lower) = (page.bottoms[row], page.tops[row + 1])
          if start.y < upper { route.strokes.append(.line(Point(x: start.x, y: upper))) }
          route.strokes.append(.bend(Point(x: end.x, y: lower)))
          if end.y > lower { route.strokes.append(.line(end)) }
        } else {
          route.strokes.append(.line(end))
        }
      } else {
        cross(from: start, to: end, lane: lanes[item] ?? 0, row, &route)
      }
      if items.isBend(other) {
        let below = Point(x: end.x, y: page.bottoms[row + 1])
        if below.y > end.y { route.strokes.append(.line(below)) }
      } else {
        route.heads.append((Int(other), end))
      }
    }
  }

  /// Goes from the foot of a column to the head of the next: lanes are nested, so that none crosses
  /// another.
  private func cross(
    from start: Point, to end: Point, lane: Int, _ row: Int, _ route: inout Route
  ) {
    let column = page.columnOfRow[row]
    let count = page.lanes[column]
    let x = page.columns[column].right + 16 + Double(count - lane) * Page.lane
    let foot = page.bottoms[row] + 8 + Double(count - lane) * Page.lane
    let head = page.tops[row + 1] - 12 - Double(lane) * Page.lane
    turn(
      [
        start, Point(x: start.x, y: foot), Point(x: x, y: foot), Point(x: x, y: head),
        Point(x: end.x, y: head), end,
      ], &route)
  }

  /// Runs down at the right edge of the page.
  private func append(detour link: LinkedBoxes.Link, _ number: Int, _ route: inout Route) {
    let (from, to) = (page.frame(link.from), page.frame(link.to))
    let start = Point(x: from.x + from.width / 2, y: from.y + from.height)
    let end = Point(x: to.x + to.width / 2, y: to.y)
    let x = page.width - Self.detourRoom + 10 + Double(number % 64) * 3
    route.strokes.append(.move(start))
    turn(
      [
        start, Point(x: start.x, y: start.y + 8), Point(x: x, y: start.y + 8),
        Point(x: x, y: end.y - 10), Point(x: end.x, y: end.y - 10), end,
      ], &route)
    route.heads.append((link.to, end))
  }

  /// Goes through points, around corners that are cut.
  private func turn(_ points: [Point], _ route: inout Route) {
    for index in points.indices.dropFirst().dropLast() {
      let (before, corner, after) = (points[index - 1], points[index], points[index + 1])
      let radius = min(Self.radius, length(before, corner) / 2, length(corner, after) / 2)
      route.strokes.append(.line(towards(before, from: corner, by: radius)))
      route.strokes.append(.corner(corner, to: towards(after, from: corner, by: radius)))
    }
    if let last = points.last { route.strokes.append(.line(last)) }
  }

  private func length(_ one: Point, _ other: Point) -> Double {
    abs(one.x - other.x) + abs(one.y - other.y)
  }

  private func towards(_ target: Point, from corner: Point, by radius: Double) -> Point {
    let length = length(corner, target)
    guard length > 0 else { return corner }
    let share = radius / length
    return Point(
      x: corner.x + (target.x - corner.x) * share, y: corner.y + (target.y - corner.y) * share)
  }

  /// Where a line leaves an item.
  private func exit(_ item: Int32) -> Double {
    guard !items.isBend(item) else { return page.bottoms[page.row(item)] }
    let frame = page.frame(Int(item))
    return frame.y + frame.height
  }

  /// Where a line reaches an item.
  private func entry(_ item: Int32) -> Double {
    items.isBend(item) ? page.tops[page.row(item)] : page.frame(Int(item)).y
  }
}
