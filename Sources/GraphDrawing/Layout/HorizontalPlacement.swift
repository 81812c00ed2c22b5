/// Where items stand from left to right: the mean of the two middle ones of four placements, each of
/// which keeps the items of a row apart, so that the mean does, too.
///
/// Reference: Brandes and Köpf, "Fast and Simple Horizontal Coordinate Assignment" (2001)
///
/// Each column is placed for itself: nothing is aligned across its ends, so that none drifts.
struct HorizontalPlacement {
  /// The middle of each item, from wherever its column begins.
  let middles: [Double]

  /// The least distances between two boxes, a box and a bend, and two bends.
  private static let gaps = (boxes: 22.0, mixed: 16.0, bends: 10.0)

  /// Places items.
  init(_ items: LayeredItems, widths: [Double], _ folding: Folding) {
    var positions = Array(repeating: Int32(0), count: items.layers.count)
    for row in items.rows {
      for (position, item) in row.enumerated() { positions[Int(item)] = Int32(position) }
    }
    let above = items.above.sorted(by: positions)
    let below = items.below.sorted(by: positions)
    let columns = items.layers.map { folding.columnOfRow[Int($0)] }
    var yields = items.yieldingSegments(positions)
    for rows in folding.columns.dropFirst() {
      for item in items.rows[rows.lowerBound] {
        for index in items.above.range(item) { yields[Int(items.above.links[index])] = true }
      }
    }
    func half(_ item: Int32) -> Double { items.isBend(item) ? 0 : widths[Int(item)] / 2 }
    func spacing(_ left: Int32, _ right: Int32) -> Double {
      let gap =
        switch (items.isBend(left), items.isBend(right)) {
        case (false, false): Self.gaps.boxes
        case (true, true): Self.gaps.bends
        default: Self.gaps.mixed
        }
      return half(left) + gap + half(right)
    }
    var placements: [[Double]] = []
    for way in Alignment.Way.all {
      let alignment = Alignment(
        items, way.isUpward ? below : above, positions, yields: yields, way)
      placements.append(
        Compaction(
          items, roots: alignment.roots, spacing: spacing, isMirrored: way.isMirrored
        ).middles)
    }
    let edges = placements.map { ColumnEdges(of: $0, columns, half) }
    let shifts = ColumnEdges.shifts(edges, Alignment.Way.all)
    middles = positions.indices.map { item in
      let column = columns[item]
      return Self.middle(
        placements[0][item] + shifts[0][column], placements[1][item] + shifts[1][column],
        placements[2][item] + shifts[2][column], placements[3][item] + shifts[3][column])
    }
  }

  /// The mean of the two middle ones of four numbers.
  private static func middle(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
    (max(min(a, b), min(c, d)) + min(max(a, b), max(c, d))) / 2
  }
}

/// How far to the left and right the items of each column reach in one placement.
private struct ColumnEdges {
  private var left: [Double]
  private var right: [Double]

  init(of middles: [Double], _ columns: [Int], _ half: (Int32) -> Double) {
    let count = (columns.max() ?? -1) + 1
    left = Array(repeating: .infinity, count: count)
    right = Array(repeating: -.infinity, count: count)
    for (item, column) in columns.enumerated() {
      let half = half(Int32(item))
      left[column] = min(left[column], middles[item] - half)
      right[column] = max(right[column], middles[item] + half)
    }
  }

  /// How far to move each column of each placement, so that all are over the narrowest: those pushed
  /// left by their left edges, the others by their right ones.
  static func shifts(_ edges: [ColumnEdges], _ ways: [Alignment.Way]) -> [[Double]] {
    let columns = edges.first?.left.indices ?? 0..<0
    let narrowest = columns.map { column in
      edges.min { $0.width(column) < $1.width(column) }
    }
    return zip(ways, edges).map { way, edges in
      columns.map { column in
        guard let best = narrowest[column] else { return 0 }
        return way.isMirrored
          ? best.right[column] - edges.right[column] : best.left[column] - edges.left[column]
      }
    }
  }

  private func width(_ column: Int) -> Double { right[column] - left[column] }
}

extension Adjacency {
  /// The same, each one's neighbours sorted by position.
  func sorted(by positions: [Int32]) -> Adjacency {
    var sorted = self
    var pairs: [(position: Int32, index: Int)] = []
    for item in positions.indices where count(Int32(item)) > 1 {
      let range = range(Int32(item))
      pairs.removeAll(keepingCapacity: true)
      for index in range { pairs.append((positions[Int(neighbours[index])], index)) }
      pairs.sort { $0 < $1 }
      for (place, pair) in zip(range, pairs) {
        sorted.neighbours[place] = neighbours[pair.index]
        sorted.links[place] = links[pair.index]
      }
    }
    return sorted
  }
}
