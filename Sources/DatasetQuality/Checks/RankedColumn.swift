/// A platform's figures and their order, which is worked out once for all comparisons.
struct RankedColumn {
  let column: PlatformColumns.Column
  /// The places of the figures, by value.
  let order: [Int]
  /// Twice the rank of each figure, from 1; equal values share the mean of theirs.
  let ranks: [Int]

  init(_ column: PlatformColumns.Column) {
    self.column = column
    let values = column.values
    order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = Array(repeating: 0, count: values.count)
    Self.rank(order, values, into: &ranks)
    self.ranks = ranks
  }

  /// Writes twice the ranks of values, of which the places are given in ascending order.
  static func rank(
    _ order: [Int], _ values: [Double], into ranks: inout [Int]
  ) {
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = start + end + 1 }
      start = end
    }
  }

  /// The same of the figures alone whose places are marked.
  func restricted(to isCommon: [Bool]) -> (order: [Int], ranks: [Int]) {
    let order = order.filter { isCommon[$0] }
    var ranks = ranks
    Self.rank(order, column.values, into: &ranks)
    return (order, ranks)
  }
}
