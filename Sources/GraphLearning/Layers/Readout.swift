internal import DenseKernels

/// How the nodes of a graph become one row.
package enum ReadoutKind: String, Sendable, CaseIterable {
  case sum, mean, max
  /// Σ softmax(q·x + c) x, with learned scores.
  case attention
  /// A linear map of [max, mean]: PerfSeer's SynMM.
  case synMM = "synmm"
}

/// A readout with its parameters.
package struct Readout: Sendable {
  let kind: ReadoutKind
  let map: LinearLayer?

  /// A readout of rows of this width; attention and SynMM have a linear map of this name.
  package init(
    _ kind: ReadoutKind, _ name: String, _ width: Int, _ parameters: inout ParameterList
  ) {
    self.kind = kind
    map =
      switch kind {
      case .sum, .mean, .max: nil
      case .attention: LinearLayer(name, width, 1, &parameters)
      case .synMM: LinearLayer(name, 2 * width, width, &parameters)
      }
  }

  /// [nodes, width] to [graphs, width].
  package func callAsFunction(
    _ x: Variable, _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    switch (kind, map) {
    case (.mean, _): return tape.mix(x, by: batch.nodeMean)
    case (.max, _): return tape.maximum(x, over: batch.nodes)
    case (.attention, let scorer?):
      var scores = scorer(x, parameters, on: &tape)
      if batch.sharesRows {
        let places = batch.nodes.indices.map { Int($0) }
        scores = tape.mix(scores, by: .selection(of: places, from: batch.nodeCount))
      }
      let weights = tape.softmax(scores, within: batch.nodes.offsets)
      return tape.weightedSum(x, weights: weights, over: batch.nodes)
    case (.synMM, let map?):
      let both = [tape.maximum(x, over: batch.nodes), tape.mix(x, by: batch.nodeMean)]
      return map(tape.concatenateColumns(both), parameters, on: &tape)
    default: return tape.mix(x, by: batch.nodeSum)
    }
  }
}
