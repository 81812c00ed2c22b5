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
    self(LinearImage(x), batch, parameters, on: &tape)
  }

  /// The same of rows that nobody has computed yet. Scores and averages of an image are images of what it
  /// is an image of, and of averages there are few; only a maximum has to see the rows themselves.
  func callAsFunction(
    _ x: LinearImage, _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    switch (kind, map) {
    case (.mean, _): return mean(of: x, batch, on: &tape)
    case (.max, _): return x.maximum(over: batch.nodes, on: &tape)
    case (.attention, let scorer?):
      var scores = x.mapped(by: scorer, parameters, on: &tape).computed(on: &tape)
      if batch.sharesRows {
        let places = batch.nodes.indices.map { Int($0) }
        scores = tape.mix(scores, by: .selection(of: places, from: batch.nodeCount))
      }
      let weights = tape.softmax(scores, within: batch.nodes.offsets)
      let averages = tape.weightedSum(x.rows, weights: weights, over: batch.nodes)
      return x.image(ofAverages: averages, over: batch.nodes, on: &tape)
    case (.synMM, let map?):
      let both = [x.maximum(over: batch.nodes, on: &tape), mean(of: x, batch, on: &tape)]
      return map(tape.concatenateColumns(both), parameters, on: &tape)
    default: return tape.mix(x.computed(on: &tape), by: batch.nodeSum)
    }
  }

  private func mean(of x: LinearImage, _ batch: GraphBatch, on tape: inout Tape) -> Variable {
    let averages = tape.mix(x.rows, by: batch.nodeMean)
    return x.image(ofAverages: averages, over: batch.nodes, on: &tape)
  }
}
