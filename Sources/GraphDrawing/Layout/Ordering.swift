/// Orders the items of each row so that few segments cross.
///
/// The rows are filled as a walk in depth meets their items; then they are sorted by the barycentres
/// of their neighbours, down and up in turn, and neighbours are exchanged where that helps. The best
/// order that was met stays.
struct Ordering {
  private var items: LayeredItems
  private var positions: [Int32]
  private var counter = CrossingCounter()

  /// How often the rows are swept down and up, and how many sweeps may bring nothing.
  private static let sweeps = 24
  private static let patience = 4

  /// The same items, ordered.
  static func ordered(_ items: LayeredItems) -> LayeredItems {
    var ordering = Ordering(items)
    ordering.fillRows()
    ordering.improve()
    return ordering.items
  }

  private init(_ items: LayeredItems) {
    self.items = items
    positions = Array(repeating: 0, count: items.layers.count)
  }

  /// Puts items into rows in the order in which a walk down from each source meets them.
  private mutating func fillRows() {
    var seen = Array(repeating: false, count: items.layers.count)
    for start in items.layers.indices where items.above.count(Int32(start)) == 0 {
      var waiting = [Int32(start)]
      while let item = waiting.popLast() {
        guard !seen[Int(item)] else { continue }
        seen[Int(item)] = true
        items.rows[Int(items.layers[Int(item)])].append(item)
        waiting.append(contentsOf: items.below[item].reversed())
      }
    }
    for row in items.rows.indices { number(row) }
  }

  private mutating func number(_ row: Int) {
    for (position, item) in items.rows[row].enumerated() { positions[Int(item)] = Int32(position) }
  }

  private mutating func crossings() -> Int {
    var sum = 0
    for row in items.rows.indices.dropLast() {
      sum += counter.count(
        below: items.rows[row], items.below, positions, width: items.rows[row + 1].count)
    }
    return sum
  }

  private mutating func improve() {
    var best = items.rows
    var fewest = crossings()
    var vain = 0
    var sweep = 0
    while fewest > 0, sweep < Self.sweeps, vain < Self.patience {
      let keepsTies = sweep & 2 == 0
      if sweep & 1 == 0 {
        for row in items.rows.indices.dropFirst() { sort(row, by: items.above, keepsTies) }
      } else {
        for row in items.rows.indices.dropLast().reversed() {
          sort(row, by: items.below, keepsTies)
        }
      }
      var exchange = RowExchange(items, positions)
      exchange.run()
      (items.rows, positions) = (exchange.rows, exchange.positions)
      let found = crossings()
      vain += 1
      if found < fewest {
        (fewest, best, vain) = (found, items.rows, 0)
      }
      sweep += 1
    }
    items.rows = best
    for row in items.rows.indices { number(row) }
  }

  /// Sorts a row by the mean positions of neighbours; items without any stay where they are.
  private mutating func sort(_ row: Int, by neighbours: Adjacency, _ keepsTies: Bool) {
    guard items.rows[row].count > 1 else { return }
    var weighed: [(weight: Double, tie: Int32, item: Int32)] = []
    for item in items.rows[row] {
      let others = neighbours[item]
      guard !others.isEmpty else { continue }
      let sum = others.reduce(0) { $0 + Int(positions[Int($1)]) }
      let position = positions[Int(item)]
      weighed.append(
        (Double(sum) / Double(others.count), keepsTies ? position : -position, item))
    }
    weighed.sort { ($0.weight, $0.tie) < ($1.weight, $1.tie) }
    var next = 0
    for (place, item) in items.rows[row].enumerated() where neighbours.count(item) > 0 {
      items.rows[row][place] = weighed[next].item
      next += 1
    }
    number(row)
  }
}
