/// Ranks of figures.
enum Ranks {
  /// The share of other figures that each is larger than, equal ones half: from 0 for the least to 1
  /// for the largest. What is missing gets ½.
  ///
  /// Figures of training-free measures span many powers of ten; their order is what they say.
  static func shares(of values: [Double?]) -> [Double] {
    let known = values.indices.filter { values[$0] != nil }
    let sorted = known.sorted { (values[$0] ?? 0, $0) < (values[$1] ?? 0, $1) }
    var shares = Array(repeating: 0.5, count: values.count)
    guard sorted.count > 1 else { return shares }
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, values[sorted[end]] == values[sorted[start]] { end += 1 }
      let rank = Double(start + end - 1) / 2 / Double(sorted.count - 1)
      for place in start..<end { shares[sorted[place]] = rank }
      start = end
    }
    return shares
  }
}
