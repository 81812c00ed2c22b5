/// Everything that decides what a predictor is and how it learns.
///
/// The defaults are NNLQP's published recipe, with the corrected features.
package struct FitConfiguration: Sendable, Equatable {
  /// How the learning rate changes over a run.
  package enum Schedule: String, Sendable, CaseIterable {
    /// A tenth from each of `decayEpochs` on.
    case steps
    /// Up over the first twentieth of the steps, then straight down to 0.
    case linear
  }

  /// What the predictor's output is a multiple of.
  package enum Anchor: String, Sendable, CaseIterable {
    /// A thousandth of the unit: latencies in milliseconds, as upstream learns them.
    case unit = "milli"
    /// What the ridge baseline predicts, so that the network learns how far it is off.
    case ridge
  }

  /// Which state of a run is kept.
  package enum Selection: String, Sendable, CaseIterable {
    /// The one with the least mean over the platforms of the validation MAPE.
    case best
    /// The last.
    case last
  }

  /// The preset it began with.
  package var predictor = "nnlqp"
  /// How graphs become numbers.
  package var features = NNLQPEncoding.v1
  /// Whether features are shifted and scaled to mean 0 and deviation 1 over the training graphs.
  package var standardise = false
  /// What the predictor's output is multiplied by: a constant, or what a ridge regression says.
  package var anchor = Anchor.unit
  /// The width of all layers.
  package var hidden = 512
  /// The share of elements dropped in training.
  package var dropout: Float = 0.05
  /// Whether a linear layer widens the static features first (`norm_sf`).
  package var widensStatics = false
  /// What is made small.
  package var loss = Loss.squaredRelative
  /// Passes over the training rows.
  package var epochs = 50
  /// Rows in a step.
  package var batchSize = 16
  /// Adam's first rate.
  package var learningRate: Float = 0.001
  /// How the rate changes.
  package var schedule = Schedule.steps
  /// The epochs, from 1, at which the rate falls to a tenth.
  package var decayEpochs: [Int] = []
  /// Decoupled weight decay.
  package var weightDecay: Float = 0
  /// The share of the training networks that validate.
  package var validation = 0.1
  /// Which state is kept.
  package var selection = Selection.best
  /// What chance begins with.
  package var seed: UInt64 = 0

  /// NNLQP's recipe.
  package init() {}

  /// A preset by its name.
  package init?(preset: String) {
    guard Self.presets.contains(preset) else { return nil }
  }

  /// The names of the presets.
  package static let presets = ["nnlqp"]

  /// The learning rate of a step.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, from 1.
  ///   - step: The step of the whole run, from 0.
  ///   - total: The steps of the whole run.
  /// - Returns: The rate.
  package func rate(epoch: Int, step: Int, of total: Int) -> Float {
    switch schedule {
    case .steps:
      return decayEpochs.reduce(learningRate) { rate, decay in decay <= epoch ? rate * 0.1 : rate }
    case .linear:
      let warmUp = max(1, total / 20)
      if step < warmUp { return learningRate * Float(step + 1) / Float(warmUp) }
      return learningRate * Float(total - step) / Float(max(1, total - warmUp))
    }
  }
}
