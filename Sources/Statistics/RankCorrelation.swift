/// How well one list's order agrees with another's. Both lists have the same length.
package enum RankCorrelation {
  /// Spearman's ρ: Pearson's correlation of the ranks, ties at their mean rank; `nil` where one
  /// side is constant.
  package static func spearman(_ a: [Double], _ b: [Double]) -> Double? {
    let (a, b) = (ranks(a), ranks(b))
    let mean = Double(a.count + 1) / 2
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      ab += (x - mean) * (y - mean)
      aa += (x - mean) * (x - mean)
      bb += (y - mean) * (y - mean)
    }
    return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : nil
  }

  /// Kendall's τ-b; `nil` where one side is constant.
  ///
  /// τ-b = (concordant - discordant) / √((pairs - ties in a)(pairs - ties in b)), in n log n: sorted
  /// by a and then b, every exchange that sorting by b needs is a discordant pair (Knight, 1966).
  package static func kendall(_ a: [Double], _ b: [Double]) -> Double? {
    let order = a.indices.sorted { (a[$0], b[$0]) < (a[$1], b[$1]) }
    var byB = order.map { b[$0] }
    let pairs = a.count * (a.count - 1) / 2
    let tiesA = ties(order.map { a[$0] }) { $0 == $1 }
    let tiesBoth = ties(order.map { (a[$0], b[$0]) }) { $0 == $1 }
    let discordant = exchanges(&byB)
    let tiesB = ties(byB) { $0 == $1 }
    let (left, right) = (Double(pairs - tiesA), Double(pairs - tiesB))
    guard left > 0, right > 0 else { return nil }
    let balance = Double(pairs - tiesA - tiesB + tiesBoth - 2 * discordant)
    return balance / (left * right).squareRoot()
  }

  /// The ranks from 1; equal values share the mean of theirs.
  package static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = Array(repeating: 0.0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for index in start..<end { ranks[order[index]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }

  /// The pairs of equal neighbours' groups in a sorted list.
  private static func ties<Value>(_ sorted: [Value], _ areEqual: (Value, Value) -> Bool) -> Int {
    var (pairs, run) = (0, 0)
    for index in sorted.indices.dropFirst() {
      run = areEqual(sorted[index - 1], sorted[index]) ? run + 1 : 0
      pairs += run
    }
    return pairs
  }

  /// Sorts by merging and counts the pairs that were in the wrong order.
  private static func exchanges(_ values: inout [Double]) -> Int {
    var count = 0
    var width = 1
    while width < values.count {
      var merged: [Double] = []
      merged.reserveCapacity(values.count)
      for start in stride(from: 0, to: values.count, by: 2 * width) {
        let middle = min(start + width, values.count)
        let end = min(start + 2 * width, values.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          if right == end || left < middle && values[left] <= values[right] {
            merged.append(values[left])
            left += 1
          } else {
            merged.append(values[right])
            count += middle - left
            right += 1
          }
        }
      }
      values = merged
      width *= 2
    }
    return count
  }
}
