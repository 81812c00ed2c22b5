/// What one graph of a batch learns from.
struct Sample: Sendable {
  /// One figure.
  struct Entry: Sendable {
    /// The head that should say it.
    let head: Int
    /// What the head should say.
    let output: Float
    /// The row of the data.
    let row: Int
  }

  /// The network's position in the data.
  let network: Int
  /// At least one figure; those of other heads are missing.
  let entries: [Entry]

  /// Samples of rows: one each, or one for each network.
  static func list(
    _ rows: [Int], of data: TrainingData, for predictor: TrainedPredictor
  ) -> [Sample] {
    var heads: [Target: Int] = [:]
    for (head, target) in predictor.targets.enumerated() { heads[target] = head }
    func entry(_ index: Int) -> Entry {
      let row = data.rows[index]
      let head = heads[data.targets[row.target]] ?? 0
      let output = predictor.output(
        for: row.value, head: head, data.networks[row.network].sums)
      return Entry(head: head, output: Float(output), row: index)
    }
    guard predictor.configuration.grouping == .networks else {
      return rows.map { Sample(network: data.rows[$0].network, entries: [entry($0)]) }
    }
    let groups = Dictionary(grouping: rows) { data.rows[$0].network }
    return groups.keys.sorted().map { network in
      Sample(network: network, entries: (groups[network] ?? []).map(entry))
    }
  }
}
