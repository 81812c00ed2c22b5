/// Where items stand from left to right: the mean of the two middle ones of four placements, each of
/// which keeps the items of a row apart, so that the mean does, too.
///
/// Reference: Brandes and Köpf, "Fast and Simple Horizontal Coordinate Assignment" (2001)
struct HorizontalPlacement {
  /// The middle of each item; the leftmost edge is at 0.
  private(set) var middles: [Double]
  /// The right edge.
  private(set) var width: Double

  /// The least distances between two boxes, a box and a bend, and two bends.
  private static let gaps = (boxes: 22.0, mixed: 16.0, bends: 10.0)

  /// Places items.
  init(_ items: LayeredItems, widths: [Double]) {
    var positions = Array(repeating: Int32(0), count: items.layers.count)
    for row in items.rows {
      for (position, item) in row.enumerated() { positions[Int(item)] = Int32(position) }
    }
    let above = items.above.sorted(by: positions)
    let below = items.below.sorted(by: positions)
    let yields = items.yieldingSegments(positions)
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
    let edges = placements.map { middles in
      middles.indices.reduce((left: Double.infinity, right: -Double.infinity)) { edges, item in
        let half = half(Int32(item))
        return (min(edges.left, middles[item] - half), max(edges.right, middles[item] + half))
      }
    }
    // All are put over the narrowest: those pushed left by their left edges, the others by the right.
    let narrowest = edges.min { $0.right - $0.left < $1.right - $1.left } ?? (0, 0)
    let shifts = zip(Alignment.Way.all, edges).map { way, edges in
      way.isMirrored ? narrowest.right - edges.right : narrowest.left - edges.left
    }
    var (left, right) = (Double.infinity, -Double.infinity)
    var middles: [Double] = []
    middles.reserveCapacity(positions.count)
    for item in positions.indices {
      let middle = Self.middle(
        placements[0][item] + shifts[0], placements[1][item] + shifts[1],
        placements[2][item] + shifts[2], placements[3][item] + shifts[3])
      middles.append(middle)
      left = min(left, middle - half(Int32(item)))
      right = max(right, middle + half(Int32(item)))
    }
    self.middles = middles.map { $0 - left }
    width = max(right - left, 0)
  }

  /// The mean of the two middle ones of four numbers.
  private static func middle(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
    (max(min(a, b), min(c, d)) + min(max(a, b), max(c, d))) / 2
  }
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
