internal import DenseKernels

/// A network that gives every graph a number for each head.
package protocol GraphNetwork: Sendable {
  /// Its parameters in PyTorch's order.
  var parameters: ParameterList { get }

  /// How many times a node hears its neighbours before rows of nodes are read; `nil` where it hears
  /// the graph as a whole, too, or the features or order of its connections.
  var hearingDepth: Int? { get }

  /// Whether its layers go along the steps of a batch that has some.
  var hearsStepwise: Bool { get }

  /// Predicts each graph on every head: [graphs, heads]. Without `dropout` nothing is dropped.
  func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable

  /// Predicts each graph on the head that `heads` names: [graphs, 1].
  func outputs(
    of batch: GraphBatch, at heads: [Int], _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable
}

extension GraphNetwork {
  /// Nodes are not compared.
  package var hearingDepth: Int? { nil }

  /// The same rows stand in all layers.
  package var hearsStepwise: Bool { false }

  /// Predicts each graph on every head and picks.
  package func outputs(
    of batch: GraphBatch, at heads: [Int], _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let all = outputs(of: batch, parameters, on: &tape, dropout: &dropout)
    guard tape.value(all).columns > 1 else { return all }
    return tape.gatherElements(all, heads.enumerated().map { ($0, $1) })
  }
}

/// A network that says which of two graphs has the larger figure.
package protocol ComparingNetwork: GraphNetwork {
  /// One row for each graph: [graphs, width].
  func embeddings(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable

  /// The logarithms of the probabilities that the first, and that the second, is the larger:
  /// [pairs, 2].
  func comparisons(
    of embeddings: Variable, _ pairs: [(first: Int, second: Int)], _ parameters: [Variable],
    on tape: inout Tape
  ) -> Variable
}
