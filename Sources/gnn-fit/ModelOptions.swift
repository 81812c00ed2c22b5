import ArgumentParser
import DenseKernels
import GraphLearning
import RecordStreams

/// What the predictor is: a preset, and values that override it.
struct ModelOptions: ParsableArguments {
  @Option(
    name: [.long, .customLong("preset")],
    help: ArgumentHelp(
      "The preset: \(FitConfiguration.presets.joined(separator: ", ")).", valueName: "name"))
  var predictor = "nnlqp"

  @Option(help: ArgumentHelp("How graphs become numbers.", valueName: "name"))
  var encoding: GraphEncoding?

  @Option(
    help: ArgumentHelp(
      "NNLQP's encoding: v0 (as published, faults and all) or v1 (corrected).", valueName: "v"))
  var features: NNLQPEncoding?

  @Flag(inversion: .prefixedNo, help: "Shift and scale features to mean 0 and deviation 1.")
  var standardise: Bool?

  @Option(
    help: ArgumentHelp(
      """
      What the output stands for: unit (the figure in its SI unit), milli (a thousandth of it), ridge \
      (a multiple of what that baseline says), range (0 to 1 over the training figures) or log \
      (logarithms of mean 0 and deviation 1).
      """, valueName: "what"))
  var anchor: FitConfiguration.Anchor?

  @Option(help: ArgumentHelp("The width of all layers.", valueName: "n")) var hidden: Int?

  @Option(help: ArgumentHelp("The number of layers or blocks.", valueName: "n")) var layers: Int?

  @Option(help: ArgumentHelp("kgnn's and gennape's kind of convolution.", valueName: "name"))
  var convolution: ConvolutionKind?

  @Option(help: ArgumentHelp("How perfsage's nodes gather their neighbours.", valueName: "name"))
  var aggregator: AggregatorKind?

  @Option(help: ArgumentHelp("Their readout.", valueName: "name")) var readout: ReadoutKind?

  @Option(help: ArgumentHelp("What stands between their layers.", valueName: "name"))
  var activation: Activation?

  @Option(
    help: ArgumentHelp("What stands between their layers and activations.", valueName: "name"))
  var normalisation: NormalisationKind?

  @Option(help: ArgumentHelp("The heads of --convolution attention.", valueName: "n"))
  var attentionHeads: Int?

  @Option(
    help: ArgumentHelp(
      "What tells their nodes where they are: eigenvectors or walks that return.",
      valueName: "name"))
  var positions: NodePositions?

  @Option(help: ArgumentHelp("The columns of --positions.", valueName: "n"))
  var positionCount: Int?

  @Option(help: ArgumentHelp("What brp-nas-binary learns of two networks.", valueName: "name"))
  var comparison: Comparison?

  @Flag(inversion: .prefixedNo, help: "Widen nnlqp's static features with a layer of their own.")
  var normSf: Bool?

  /// Puts what was given into a configuration.
  func override(_ configuration: inout FitConfiguration) {
    func set<Value>(_ path: WritableKeyPath<FitConfiguration, Value>, _ value: Value?) {
      if let value { configuration[keyPath: path] = value }
    }
    set(\.encoding, features.flatMap { GraphEncoding(rawValue: "nnlqp-\($0.rawValue)") })
    set(\.encoding, encoding)
    set(\.standardise, standardise)
    set(\.anchor, anchor)
    set(\.hidden, hidden)
    set(\.layers, layers)
    set(\.convolution, convolution)
    set(\.aggregator, aggregator)
    set(\.readout, readout)
    set(\.activation, activation)
    set(\.normalisation, normalisation)
    set(\.attentionHeads, attentionHeads)
    set(\.positions, positions)
    set(\.positionCount, positionCount)
    set(\.comparison, comparison)
    set(\.widensStatics, normSf)
  }

  func validate() throws {
    guard Preset.named(predictor) != nil else {
      throw ValidationError(
        "no preset \(predictor); expected \(FitConfiguration.presets.joined(separator: ", "))")
    }
  }
}

extension NNLQPEncoding: ExpressibleByArgument {}
extension GraphEncoding: ExpressibleByArgument {}
extension ConvolutionKind: ExpressibleByArgument {}
extension AggregatorKind: ExpressibleByArgument {}
extension ReadoutKind: ExpressibleByArgument {}
extension Activation: ExpressibleByArgument {}
extension NormalisationKind: ExpressibleByArgument {}
extension NodePositions: ExpressibleByArgument {}
extension Comparison: ExpressibleByArgument {}
extension FitConfiguration.Anchor: ExpressibleByArgument {}
