extension Quantile {
  /// The middle value of values in any order, or the mean of the two in the middle; there must be at
  /// least one, and none that is not a number. They are put in another order, at less cost than sorting
  /// them.
  package static func median(selectingFrom values: inout [Double]) -> Double {
    let ranks = ranks(of: 0.5, count: values.count)
    select(ranks.lowerBound, of: &values)
    let lower = values[ranks.lowerBound]
    // All that come behind are no less.
    var upper = ranks.count > 1 ? Double.infinity : lower
    for place in ranks.dropFirst().first.map({ $0..<values.count }) ?? 0..<0 {
      upper = min(upper, values[place])
    }
    return linear(0.5, count: values.count) { $0 == ranks.lowerBound ? lower : upper }
  }

  /// Puts the value of a rank at its place, what is less before it, and what is more behind it.
  /// C. A. R. Hoare, Find, Communications of the ACM 4 (1961).
  private static func select(_ rank: Int, of values: inout [Double]) {
    var (low, high) = (0, values.count - 1)
    // Values that split unevenly time and again are sorted in the end.
    for _ in 0..<64 where high - low > 16 {
      let (a, b, c) = (values[low], values[low + (high - low) / 2], values[high])
      let pivot = max(min(a, b), min(max(a, b), c))
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        guard left <= right else { break }
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        return
      }
    }
    values[low...high].sort()
  }
}
