/// Places blocks of aligned items as close together as their sizes allow.
///
/// Blocks are pushed to one side as far as they go, and then back towards what stands beside them,
/// so that no block is far off for nothing.
struct Compaction {
  /// The middle of each item.
  private(set) var middles: [Double]

  /// Places items.
  ///
  /// - Parameters:
  ///   - items: The items, in order.
  ///   - roots: The first item of each item's block.
  ///   - spacing: How far the middles of two items that stand side by side are apart at least.
  ///   - isMirrored: Whether blocks are pushed to the right instead of the left.
  init(
    _ items: LayeredItems, roots: [Int32], spacing: (Int32, Int32) -> Double, isMirrored: Bool
  ) {
    var from: [Int32] = []
    var to: [Int32] = []
    var distances: [Double] = []
    for row in items.rows {
      for place in row.indices.dropLast() {
        let (left, right) = (row[place], row[place + 1])
        from.append(roots[Int(isMirrored ? right : left)])
        to.append(roots[Int(isMirrored ? left : right)])
        distances.append(spacing(left, right))
      }
    }
    let after = Adjacency(count: roots.count, ends: from, neighbours: to)
    let before = Adjacency(count: roots.count, ends: to, neighbours: from)
    let order = Self.order(roots, before, after)
    var places = Array(repeating: 0.0, count: roots.count)
    for block in order {
      for index in before.range(block) {
        places[Int(block)] = max(
          places[Int(block)],
          places[Int(before.neighbours[index])] + distances[Int(before.links[index])])
      }
    }
    for block in order.reversed() where after.count(block) > 0 {
      var limit = Double.infinity
      for index in after.range(block) {
        limit = min(
          limit, places[Int(after.neighbours[index])] - distances[Int(after.links[index])])
      }
      places[Int(block)] = max(places[Int(block)], limit)
    }
    middles = roots.map { isMirrored ? -places[Int($0)] : places[Int($0)] }
  }

  /// The blocks, each after those that it keeps away from. Aligned lines never cross, so there is no
  /// circle.
  private static func order(
    _ roots: [Int32], _ before: Adjacency, _ after: Adjacency
  ) -> [Int32] {
    var missing = (0..<Int32(roots.count)).map { before.count($0) }
    var order = (0..<Int32(roots.count)).filter { roots[Int($0)] == $0 && missing[Int($0)] == 0 }
    var next = 0
    while next < order.count {
      for block in after[order[next]] {
        missing[Int(block)] -= 1
        if missing[Int(block)] == 0 { order.append(block) }
      }
      next += 1
    }
    return order
  }
}
