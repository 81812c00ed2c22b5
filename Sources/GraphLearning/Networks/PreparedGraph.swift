/// A graph as one network reads it, and what tells its nodes and the whole of it from others: made once for
/// each graph, on whatever thread, and handed on as one reference.
package final class PreparedGraph: Sendable {
  /// The graph, its features scaled and its positions placed.
  let graph: EncodedGraph
  /// The receptive fields of its nodes after each round; none for a network that compares no nodes.
  let rounds: [[ReceptiveField]]?
  /// What they come to.
  private let whole: ReceptiveField?

  /// A graph that is scaled already.
  init(_ graph: EncodedGraph, for network: any GraphNetwork) {
    self.graph = graph
    rounds = ReceptiveField.rounds(of: graph, for: network)
    whole = rounds.map { ReceptiveField.whole($0.last ?? [], graph) }
  }
}

extension PreparedGraph: Hashable {
  /// Whether a network says the same of both.
  package static func == (a: PreparedGraph, b: PreparedGraph) -> Bool {
    if let whole = a.whole, let other = b.whole { return whole == other }
    return a.graph == b.graph
  }

  /// Hashes what is compared.
  package func hash(into hasher: inout Hasher) {
    if let whole { hasher.combine(whole) } else { hasher.combine(graph) }
  }
}

extension GraphBatch {
  /// Puts graphs together so that nodes that hear the same are computed once, where they were compared.
  init(_ graphs: ArraySlice<PreparedGraph>) {
    let rounds = graphs.compactMap(\.rounds)
    if rounds.count == graphs.count {
      self.init(graphs.map(\.graph), sharing: NumberedFields(rounds), at: rounds.indices)
    } else {
      self.init(graphs.map(\.graph))
    }
  }
}
