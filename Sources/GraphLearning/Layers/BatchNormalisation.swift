internal import DenseKernels

/// Columns brought to mean 0 and variance 1 over all nodes of a batch, then scaled and shifted, as
/// `torch.nn.BatchNorm1d`. In prediction running averages stand for the statistics, so that what is
/// said of a graph does not depend on others.
package struct BatchNormalisation: Sendable {
  let gain: Int
  let shift: Int
  let mean: Int
  let variance: Int

  /// A normalisation of rows of this width, named `name.weight`, `name.bias`, `name.running_mean` and
  /// `name.running_var`.
  package init(_ name: String, _ width: Int, _ parameters: inout ParameterList) {
    gain = parameters.add(name + ".weight", [width], .constant(1))
    shift = parameters.add(name + ".bias", [width], .constant(0))
    mean = parameters.add(name + ".running_mean", [width], .constant(0), isKept: true)
    variance = parameters.add(name + ".running_var", [width], .constant(1), isKept: true)
  }

  /// Normalises a row for each node of the batch; a row that stands for several counts as often.
  package func callAsFunction(
    _ x: Variable, _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    tape.batchNormalise(
      x, gain: parameters[gain], shift: parameters[shift],
      running: (parameters[mean], parameters[variance]),
      weights: tape.isTraining && batch.sharesRows ? batch.rowWeights : nil)
  }
}

/// What stands between a convolution and its activation.
package enum NormalisationKind: String, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// Batch normalisation (Ioffe and Szegedy, 2015).
  case batch
  /// Layer normalisation (Ba and others, 2016).
  case layer
}

/// A normalisation of a kind with its parameters.
struct Normalisation: Sendable {
  private let batch: BatchNormalisation?
  let layer: LayerNormalisation?

  /// A normalisation of rows of this width; `nil` if there is none.
  init?(
    _ kind: NormalisationKind, _ name: String, _ width: Int, _ parameters: inout ParameterList
  ) {
    switch kind {
    case .none: return nil
    case .batch:
      batch = BatchNormalisation(name, width, &parameters)
      layer = nil
    case .layer:
      batch = nil
      layer = LayerNormalisation(name, width, &parameters)
    }
  }

  /// [nodes, width] to the same.
  func callAsFunction(
    _ x: Variable, _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let y = self.batch?(x, batch, parameters, on: &tape)
    return y ?? layer?(x, parameters, on: &tape) ?? x
  }
}
