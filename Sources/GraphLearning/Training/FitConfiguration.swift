package import DenseKernels

/// Everything that decides what a predictor is and how it learns.
///
/// The defaults are NNLQP's published recipe, with the corrected features.
package struct FitConfiguration: Sendable, Equatable {
  /// What the predictor's output stands for.
  package enum Anchor: String, Sendable, CaseIterable {
    /// The figure in its SI unit.
    case unit
    /// A thousandth of the unit: latencies in milliseconds, as NNLQP learns them.
    case milli
    /// A multiple of what the ridge baseline predicts, so that the network learns how far it is off.
    case ridge
    /// From 0 at the least training figure to 1 at the largest, as Eagle learns them.
    case range
    /// The logarithm, shifted and scaled to mean 0 and deviation 1, as PerfSeer's are learned.
    case logarithm = "log"
  }

  /// Which state of a run is kept.
  package enum Selection: String, Sendable, CaseIterable {
    /// The one with the least of what is watched.
    case best
    /// The last.
    case last
  }

  /// What is watched on the validation rows.
  package enum Watch: String, Sendable, CaseIterable {
    /// The mean over the targets of the MAPE.
    case mape
    /// What is made small.
    case loss
  }

  /// What one graph of a batch learns from.
  package enum Grouping: String, Sendable, CaseIterable {
    /// One figure.
    case rows
    /// All figures of a network at once; those that are missing are left out.
    case networks
  }

  /// What validates together.
  package enum ValidationUnit: String, Sendable, CaseIterable {
    /// All figures of a structure: it is not learned from.
    case networks
    /// Each figure for itself, as where Eagle draws 100 of its cells beside 900.
    case rows
  }

  /// How often the families of the training rows are learned from.
  package enum Balance: String, Sendable, CaseIterable {
    /// As often as they have rows.
    case rows
    /// All equally often: an epoch takes as many rows as ever, of each family in turn.
    case families
  }

  /// The preset it began with.
  package var predictor = "nnlqp"
  /// How graphs become numbers.
  package var encoding = GraphEncoding.nnlqpV1
  /// Whether features are shifted and scaled to mean 0 and deviation 1 over the training graphs.
  package var standardise = false
  /// What the predictor's output stands for.
  package var anchor = Anchor.milli
  /// The width of all layers.
  package var hidden = 512
  /// The number of layers or blocks, where the preset lets choose.
  package var layers = 2
  /// The kind of convolution, where the preset lets choose.
  package var convolution = ConvolutionKind.sage
  /// How neighbours are gathered, where the preset lets choose.
  package var aggregator = AggregatorKind.mean
  /// How nodes become one row, where the preset lets choose.
  package var readout = ReadoutKind.sum
  /// What stands between layers, where the preset lets choose.
  package var activation = Activation.relu
  /// What stands between a convolution and its activation, where the preset lets choose.
  package var normalisation = NormalisationKind.none
  /// The heads of attention, where that is the convolution; the width is a multiple of them.
  package var attentionHeads = 4
  /// What tells nodes where they are, where the preset lets choose.
  package var positions = NodePositions.none
  /// The columns of that.
  package var positionCount = 8
  /// What a comparing predictor learns of two networks; `none` for one that predicts figures.
  package var comparison = Comparison.none
  /// The columns of further figures of a cell that stand beside its row before the head.
  package var augments = 0
  /// What GENNAPE's full system is told besides.
  package var contrast = ContrastConfiguration()
  /// The share of elements dropped in training.
  package var dropout: Float = 0.05
  /// Whether a linear layer widens the static features first (`norm_sf`).
  package var widensStatics = false
  /// What is made small.
  package var loss = Loss.squaredRelative
  /// Passes over the training rows.
  package var epochs = 50
  /// How often families are learned from.
  package var balance = Balance.rows
  /// Which few networks are learned from and validate, where not all are.
  package var fewShot = FewShot()
  /// Rows, networks or pairs in a step.
  package var batchSize = 16
  /// What one graph of a batch learns from.
  package var grouping = Grouping.rows
  /// Whether nodes of a batch that hear the same are computed once in training, too. They then share
  /// dropout; without dropout the same is learned up to rounding.
  package var sharesNodes = false
  /// Whether the gradients of several targets are kept from working against each other (PCGrad).
  package var projectsGradients = false
  /// How parameters follow gradients.
  package var optimiser = OptimiserKind.adam
  /// The first rate.
  package var learningRate: Float = 0.001
  /// How the rate changes.
  package var schedule = Schedule.steps
  /// The epochs, from 1, at which the rate falls to a tenth.
  package var decayEpochs: [Int] = []
  /// When it falls on a plateau.
  package var plateau = Plateau()
  /// The steps over which the rate rises to the first.
  package var warmUp = 0
  /// Decoupled weight decay: with it Adam is AdamW.
  package var weightDecay: Float = 0
  /// The length that all gradients together are cut to; 0 for any.
  package var clipNorm: Float = 0
  /// The bound of each element of a gradient; 0 for none.
  package var clipValue: Float = 0
  /// The share of the training networks, or rows, that validate.
  package var validation = 0.1
  /// What validates together.
  package var validationUnit = ValidationUnit.networks
  /// What is watched on them.
  package var watch = Watch.mape
  /// The first epoch whose figure counts for a plateau and for the end.
  package var watchFrom = 1
  /// The epochs without an improvement after which a run ends; 0 for never.
  package var patience = 0
  /// Which state is kept.
  package var selection = Selection.best
  /// What chance begins with.
  package var seed: UInt64 = 0

  /// The epochs of a run, those without figures among them.
  package var allEpochs: Int { contrast.pretraining + epochs }

  /// NNLQP's recipe.
  package init() {}

  /// A preset by its name.
  package init?(preset: String) {
    guard let preset = Preset.named(preset) else { return nil }
    self = preset.configuration
  }

  /// The names of the presets.
  package static var presets: [String] { Preset.all.map(\.name) }

  /// The paper and section that describe the preset.
  package var reference: String { Preset.named(predictor)?.reference ?? "" }

  /// The rows to learn from and those that choose the best state, of rows that may be seen.
  package func divide(
    _ rows: [Int], of data: TrainingData
  ) -> (train: [Int], validation: [Int]) {
    Split.validation(
      of: fewShot.choose(from: rows, of: data, seed: seed), in: data, fraction: validation,
      seed: seed, unit: validationUnit)
  }

  /// The features of a node that the network reads, positions among them.
  var nodeFeatures: Int {
    encoding.widths.nodes + (positions == .none ? 0 : positionCount)
  }

  /// The encoder of GENNAPE's graphs that is asked for.
  var encoderShape: KGNNEncoder.Shape {
    KGNNEncoder.Shape(
      convolution: convolution, hidden: hidden, layers: layers, activation: activation,
      normalisation: normalisation, heads: attentionHeads,
      positions: positions == .none ? 0 : positionCount)
  }

  /// The network of this configuration.
  func network(heads: Int) -> any GraphNetwork {
    (Preset.named(predictor) ?? .nnlqp).network(self, heads)
  }
}
