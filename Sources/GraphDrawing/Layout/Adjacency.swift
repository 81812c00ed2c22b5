/// The neighbours of many things, in one list, and the links that lead to them.
struct Adjacency {
  private var starts: [Int32]
  /// The neighbours of the first, then those of the second, and so on.
  var neighbours: [Int32]
  /// The number of the link to each of them.
  var links: [Int32]

  /// Sorts links by the end that a neighbour is of; links of one end keep their order.
  init(count: Int, ends: [Int32], neighbours others: [Int32]) {
    starts = Array(repeating: 0, count: count + 1)
    for end in ends { starts[Int(end) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    neighbours = Array(repeating: 0, count: ends.count)
    links = neighbours
    var next = starts
    for (link, end) in ends.enumerated() {
      let place = Int(next[Int(end)])
      next[Int(end)] += 1
      neighbours[place] = others[link]
      links[place] = Int32(link)
    }
  }

  /// Where the neighbours of one stand in the list.
  func range(_ index: Int32) -> Range<Int> {
    Int(starts[Int(index)])..<Int(starts[Int(index) + 1])
  }

  /// The neighbours of one.
  subscript(index: Int32) -> ArraySlice<Int32> { neighbours[range(index)] }

  /// How many neighbours one has.
  func count(_ index: Int32) -> Int { range(index).count }
}
