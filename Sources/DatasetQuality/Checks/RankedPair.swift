/// The ranks that two platforms give to the networks that both have.
///
/// Nothing is sorted by value here: the order of each platform's figures is known, and networks that
/// the other one lacks are left out of it.
struct RankedPair {
  /// Twice the ranks of each network on both sides, in the order of the left side's.
  private var left: [Int] = []
  private var right: [Int] = []

  init(_ left: RankedColumn, _ right: RankedColumn) {
    if left.column.hasKeys(of: right.column) {
      self.left = left.order.map { left.ranks[$0] }
      self.right = left.order.map { right.ranks[$0] }
      return
    }
    var partner = Array(repeating: -1, count: left.ranks.count)
    var isCommon = Array(repeating: false, count: right.ranks.count)
    PlatformColumns.forEachCommon(left.column, right.column) { i, j in
      partner[i] = j
      isCommon[j] = true
    }
    let (order, ranks) = left.restricted(to: partner.map { $0 >= 0 })
    let others = right.restricted(to: isCommon).ranks
    self.left = order.map { ranks[$0] }
    self.right = order.map { others[partner[$0]] }
  }

  /// How many networks both have.
  var count: Int { left.count }

  /// Spearman's ρ: Pearson's correlation of the ranks; `nil` where one side is constant.
  ///
  /// The sums are of whole numbers, and exact up to 200,000 networks.
  var spearman: Double? {
    let mean = Double(count + 1)
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for place in left.indices {
      let (x, y) = (Double(left[place]) - mean, Double(right[place]) - mean)
      ab += x * y
      aa += x * x
      bb += y * y
    }
    return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : nil
  }

  /// Kendall's τ-b; `nil` where one side is constant.
  ///
  /// - Parameter room: Room for a copy of the ranks, kept from pair to pair.
  /// - Returns: The correlation.
  mutating func kendall(_ room: inout [Int]) -> Double? {
    let pairs = count * (count - 1) / 2
    let (tiesLeft, tiesBoth) = sortTies()
    let discordant = Self.exchanges(&right, &room)
    let tiesRight = Self.ties(right)
    let (a, b) = (Double(pairs - tiesLeft), Double(pairs - tiesRight))
    guard a > 0, b > 0 else { return nil }
    let balance = Double(pairs - tiesLeft - tiesRight + tiesBoth - 2 * discordant)
    return balance / (a * b).squareRoot()
  }

  /// Puts the right side in order among networks that are equal on the left, and counts the pairs
  /// that are equal on the left, and on both sides.
  private mutating func sortTies() -> (left: Int, both: Int) {
    var (ties, both, start) = (0, 0, 0)
    while start < count {
      var end = start + 1
      while end < count, left[end] == left[start] { end += 1 }
      if end - start > 1 {
        let sorted = right[start..<end].sorted()
        right.replaceSubrange(start..<end, with: sorted)
        ties += (end - start) * (end - start - 1) / 2
        both += Self.ties(sorted)
      }
      start = end
    }
    return (ties, both)
  }

  /// The pairs of equal numbers in a sorted list.
  private static func ties(_ sorted: [Int]) -> Int {
    var (pairs, run) = (0, 0)
    for place in sorted.indices.dropFirst() {
      run = sorted[place - 1] == sorted[place] ? run + 1 : 0
      pairs += run
    }
    return pairs
  }

  /// Sorts by merging and counts the pairs that were in the wrong order (Knight, 1966).
  private static func exchanges(_ values: inout [Int], _ room: inout [Int]) -> Int {
    let count = values.count
    if room.count < count { room = Array(repeating: 0, count: count) }
    var exchanges = 0
    var width = 1
    while width < count {
      for start in stride(from: 0, to: count, by: 2 * width) {
        let middle = min(start + width, count)
        let end = min(start + 2 * width, count)
        exchanges += merge(start, middle, end, of: values.span, into: &room)
      }
      swap(&values, &room)
      width *= 2
    }
    // What was room may have been longer.
    if values.count > count { values.removeLast(values.count - count) }
    return exchanges
  }

  /// Merges two sorted neighbours, and counts the pairs in the wrong order between them.
  private static func merge(
    _ start: Int, _ middle: Int, _ end: Int, of values: Span<Int>, into merged: inout [Int]
  ) -> Int {
    var (left, right, exchanges, place) = (start, middle, 0, start)
    // Which side is next cannot be foretold, so that nothing branches on it.
    while left < middle, right < end {
      let (a, b) = (values[left], values[right])
      let takesRight = b < a ? 1 : 0
      merged[place] = b < a ? b : a
      exchanges += takesRight &* (middle &- left)
      left &+= 1 &- takesRight
      right &+= takesRight
      place += 1
    }
    while left < middle {
      merged[place] = values[left]
      (left, place) = (left + 1, place + 1)
    }
    while right < end {
      merged[place] = values[right]
      (right, place) = (right + 1, place + 1)
    }
    return exchanges
  }
}
