/// Exchanges neighbours in rows where fewer segments cross then.
struct RowExchange {
  private let items: LayeredItems
  private(set) var rows: [[Int32]]
  private(set) var positions: [Int32]

  /// How often all rows are gone through at most.
  private static let rounds = 4
  /// Items with more neighbours are left to sorting.
  private static let mostNeighbours = 64

  init(_ items: LayeredItems, _ positions: [Int32]) {
    self.items = items
    rows = items.rows
    self.positions = positions
  }

  /// Exchanges until nothing is gained.
  mutating func run() {
    for _ in 0..<Self.rounds {
      var hasGained = false
      for row in rows.indices where rows[row].count > 1 {
        for place in 0..<rows[row].count - 1 where gain(row, place) > 0 {
          rows[row].swapAt(place, place + 1)
          positions[Int(rows[row][place])] = Int32(place)
          positions[Int(rows[row][place + 1])] = Int32(place + 1)
          hasGained = true
        }
      }
      guard hasGained else { return }
    }
  }

  /// How many crossings fewer there are when an item and the next change places.
  private mutating func gain(_ row: Int, _ place: Int) -> Int {
    let (first, second) = (rows[row][place], rows[row][place + 1])
    return gain(first, second, items.above) + gain(first, second, items.below)
  }

  private mutating func gain(_ first: Int32, _ second: Int32, _ neighbours: Adjacency) -> Int {
    let (one, other) = (neighbours[first], neighbours[second])
    guard !one.isEmpty, !other.isEmpty, one.count + other.count <= Self.mostNeighbours else {
      return 0
    }
    var gain = 0
    for first in one {
      let place = positions[Int(first)]
      for second in other {
        let next = positions[Int(second)]
        gain += next < place ? 1 : next > place ? -1 : 0
      }
    }
    return gain
  }
}
