/// A set of a table's networks, which is emptied at no cost.
struct NetworkMarks {
  /// The round in which each network was marked last, and with what.
  private var marks: [(round: Int, row: Int)]
  private var round = 1
  private(set) var count = 0

  init(_ table: FigureTable) {
    marks = Array(repeating: (0, 0), count: table.networks.count)
  }

  mutating func removeAll() {
    round += 1
    count = 0
  }

  mutating func insert(_ network: Int32) {
    _ = first(of: network, else: 0)
  }

  func contains(_ network: Int) -> Bool { marks[network].round == round }

  /// The row that a network was marked with; `nil` if it was not, and is now with this one.
  mutating func first(of network: Int32, else row: Int) -> Int? {
    let network = Int(network)
    guard marks[network].round != round else { return marks[network].row }
    marks[network] = (round, row)
    count += 1
    return nil
  }
}
