/// A platform's figures and their order, which is worked out once for all comparisons.
struct RankedColumn {
  let column: PlatformColumns.Column
  /// The places of the entries, by value.
  let order: [Int]
  /// Twice the rank of each entry, from 1; equal values share the mean of theirs.
  let ranks: [Int]

  init(_ column: PlatformColumns.Column) {
    self.column = column
    let entries = column.entries
    order = entries.indices.sorted { entries[$0].value < entries[$1].value }
    var ranks = Array(repeating: 0, count: entries.count)
    Self.rank(order, entries, into: &ranks)
    self.ranks = ranks
  }

  /// Writes twice the ranks of entries, of which the places are given by value.
  static func rank(
    _ order: [Int], _ entries: [PlatformColumns.Entry], into ranks: inout [Int]
  ) {
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, entries[order[end]].value == entries[order[start]].value { end += 1 }
      for place in start..<end { ranks[order[place]] = start + end + 1 }
      start = end
    }
  }

  /// The same of the entries alone whose places are marked.
  func restricted(to isCommon: [Bool]) -> (order: [Int], ranks: [Int]) {
    let order = order.filter { isCommon[$0] }
    var ranks = ranks
    Self.rank(order, column.entries, into: &ranks)
    return (order, ranks)
  }
}
