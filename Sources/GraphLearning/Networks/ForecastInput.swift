internal import ComputationGraph

/// What a forecaster keeps of a graph until it predicts many together.
package struct ForecastInput: Sendable {
  /// The graph's id, batch size and family, for its predictions.
  let id: String
  let batch: Int?
  let family: String?
  /// What the predictor reads; none of a graph that its encoding knows nothing of.
  let encoded: EncodedGraph?
  /// What figures are multiples of, where that is not a constant.
  let sums: OperatorSums?

  /// The number of nodes that are read.
  package var nodeCount: Int { encoded?.nodeCount ?? 0 }

  init(_ graph: Graph, _ encoded: EncodedGraph?, sums: OperatorSums?) {
    id = graph.id ?? ""
    batch = graph.batch
    family = graph.family
    self.encoded = encoded
    self.sums = sums
  }
}
