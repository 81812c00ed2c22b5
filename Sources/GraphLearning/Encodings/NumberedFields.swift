/// The receptive fields of the nodes of graphs, each distinct one of a round as a number: in a batch they
/// are told apart by a look into an array.
struct NumberedFields: Sendable {
  /// For each graph, for each round, the number of every node's field.
  private(set) var numbers: [[[Int32]]] = []
  /// How many numbers there are in each round.
  private(set) var counts: [Int] = []

  /// The numbers of the fields that a network shares nodes by; `nil` for one that compares no nodes.
  init?(of graphs: [EncodedGraph], for network: any GraphNetwork) {
    guard network.hearingDepth != nil else { return nil }
    self.init(graphs.lazy.compactMap { ReceptiveField.rounds(of: $0, for: network) })
  }

  /// The numbers of these fields: of each graph, of each round.
  init(_ graphs: some Sequence<[[ReceptiveField]]>) {
    var known: [[ReceptiveField: Int32]] = []
    for rounds in graphs {
      if known.isEmpty { known = rounds.map { _ in [:] } }
      numbers.append(
        rounds.enumerated().map { round, fields in
          fields.map { field in
            if let number = known[round][field] { return number }
            let number = Int32(known[round].count)
            known[round][field] = number
            return number
          }
        })
    }
    counts = known.map(\.count)
  }
}
