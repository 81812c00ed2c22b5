internal import ComputationGraph

/// What a forecaster keeps of a graph until it predicts many together; one object, which waits without
/// being copied.
package final class ForecastInput: Sendable {
  /// The graph's id, batch size and family, for its predictions.
  let id: String
  let batch: Int?
  let family: String?
  /// What each predictor reads; none of a graph that its encoding knows nothing of.
  let graphs: [PreparedGraph]?
  /// What figures are multiples of, where that is not a constant.
  let sums: OperatorSums?

  /// The number of nodes that are read.
  package var nodeCount: Int { graphs?.first?.graph.nodeCount ?? 0 }

  /// What `mill` reads.
  var traits: NetworkTraits? { graphs?.first?.graph.traits }

  init(_ graph: Graph, _ graphs: [PreparedGraph]?, sums: OperatorSums?) {
    id = graph.id ?? ""
    batch = graph.batch
    family = graph.family
    self.graphs = graphs
    self.sums = sums
  }
}
