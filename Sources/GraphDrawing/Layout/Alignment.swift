/// Joins items of neighbouring rows to blocks that stand exactly below each other: each item with the
/// median of its neighbours, where no other such line is crossed.
///
/// Reference: Brandes and Köpf, "Fast and Simple Horizontal Coordinate Assignment" (2001)
struct Alignment {
  /// Which of the four ways to align is taken.
  struct Way {
    /// Rows are gone through from the bottom up, and items aligned with those below.
    let isUpward: Bool
    /// Items are gone through from right to left.
    let isMirrored: Bool

    static let all = [
      Way(isUpward: false, isMirrored: false), Way(isUpward: false, isMirrored: true),
      Way(isUpward: true, isMirrored: false), Way(isUpward: true, isMirrored: true),
    ]
  }

  /// The first item of each item's block.
  private(set) var roots: [Int32]

  /// Aligns items.
  ///
  /// - Parameters:
  ///   - items: The items, in order.
  ///   - neighbours: Those below for an upward way, else those above, each item's sorted by
  ///     position.
  ///   - positions: Where each item stands in its row.
  ///   - yields: Of each segment, whether it gives way to a trunk that it crosses.
  ///   - way: The way to go.
  init(
    _ items: LayeredItems, _ neighbours: Adjacency, _ positions: [Int32], yields: [Bool],
    _ way: Way
  ) {
    roots = Array(0..<Int32(items.layers.count))
    var isTaken = Array(repeating: false, count: roots.count)
    let rows = way.isUpward ? Array(items.rows.reversed()) : items.rows
    for row in rows.dropFirst() {
      // The furthest position that is aligned with so far.
      var limit: Int32 = way.isMirrored ? .max : -1
      for place in row.indices {
        let item = way.isMirrored ? row[row.count - 1 - place] : row[place]
        let range = neighbours.range(item)
        guard !range.isEmpty else { continue }
        let (low, high) = (
          range.lowerBound + (range.count - 1) / 2, range.lowerBound + range.count / 2
        )
        for index in low == high ? [low] : way.isMirrored ? [high, low] : [low, high] {
          let other = neighbours.neighbours[index]
          let position = positions[Int(other)]
          guard !isTaken[Int(other)], !yields[Int(neighbours.links[index])],
            way.isMirrored ? position < limit : position > limit
          else { continue }
          isTaken[Int(other)] = true
          roots[Int(item)] = roots[Int(other)]
          limit = position
          break
        }
      }
    }
  }
}

extension LayeredItems {
  /// Of each segment, whether it crosses a trunk's, which is to stay straight, and is none itself.
  func yieldingSegments(_ positions: [Int32]) -> [Bool] {
    var yields = Array(repeating: false, count: below.links.count)
    for row in rows.indices.dropLast() {
      let lower = rows[row + 1]
      var (left, checked) = (Int32(-1), 0)
      for place in lower.indices {
        let trunk = isBend(lower[place]) ? above[lower[place]].first { isBend($0) } : nil
        guard trunk != nil || place == lower.count - 1 else { continue }
        let right = trunk.map { positions[Int($0)] } ?? Int32(rows[row].count)
        while checked <= place {
          let item = lower[checked]
          for index in above.range(item) {
            let other = above.neighbours[index]
            if isBend(item), isBend(other) { continue }
            if positions[Int(other)] < left || positions[Int(other)] > right {
              yields[Int(above.links[index])] = true
            }
          }
          checked += 1
        }
        left = right
      }
    }
    return yields
  }
}
