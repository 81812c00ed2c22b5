/// Counts how many segments cross between two rows.
///
/// Reference: Barth, Jünger and Mutzel, "Simple and efficient bilayer cross counting" (2002)
struct CrossingCounter {
  private var tree: [Int32] = []
  private var ends: [Int32] = []

  /// The crossings of the segments that leave a row.
  ///
  /// - Parameters:
  ///   - row: The items of the upper row, from left to right.
  ///   - below: Their neighbours.
  ///   - positions: Where each item stands in its row.
  ///   - width: How many items the lower row has.
  /// - Returns: How many pairs of segments cross.
  mutating func count(
    below row: [Int32], _ below: Adjacency, _ positions: [Int32], width: Int
  ) -> Int {
    guard row.count > 1, width > 1 else { return 0 }
    tree.removeAll(keepingCapacity: true)
    tree.append(contentsOf: repeatElement(0, count: width + 1))
    var crossings = 0
    var seen = 0
    for item in row {
      ends.removeAll(keepingCapacity: true)
      for other in below[item] { ends.append(positions[Int(other)]) }
      if ends.count > 1 { ends.sort() }
      // Segments of one item do not cross each other.
      for end in ends { crossings += seen - sum(upTo: Int(end)) }
      for end in ends { add(at: Int(end)) }
      seen += ends.count
    }
    return crossings
  }

  /// How many segments end at a position or left of it.
  private func sum(upTo position: Int) -> Int {
    var index = position + 1
    var sum: Int32 = 0
    while index > 0 {
      sum += tree[index]
      index &= index - 1
    }
    return Int(sum)
  }

  private mutating func add(at position: Int) {
    var index = position + 1
    while index < tree.count {
      tree[index] += 1
      index += index & -index
    }
  }
}
