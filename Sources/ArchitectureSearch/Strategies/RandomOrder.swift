internal import SearchSpaces

extension SeededRandom {
  /// So many different elements in a random order; all of them if there are no more.
  mutating func draw<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    var elements = elements
    let count = min(count, elements.count)
    for place in 0..<count {
      elements.swapAt(place, place + next(below: elements.count - place))
    }
    return Array(elements.prefix(count))
  }
}
