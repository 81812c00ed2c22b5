import ArgumentParser
import GraphLearning
import RecordStreams

/// What the predictor is and how it learns: a preset, and values that override it.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The preset: nnlqp.", valueName: "name")) var predictor = "nnlqp"

  @Option(
    help: ArgumentHelp("v0 (as published, faults and all) or v1 (corrected).", valueName: "v"))
  var features: NNLQPEncoding?

  @Flag(inversion: .prefixedNo, help: "Shift and scale features to mean 0 and deviation 1.")
  var standardise: Bool?

  @Option(
    help: ArgumentHelp(
      "What the output is a multiple of: milli (a thousandth of the unit) or ridge (what that baseline says).",
      valueName: "what"))
  var anchor: FitConfiguration.Anchor?

  @Option(help: ArgumentHelp("The width of all layers.", valueName: "n")) var hidden: Int?

  @Option(help: ArgumentHelp("The share of elements dropped in training.", valueName: "share"))
  var dropout: Float?

  @Flag(inversion: .prefixedNo, help: "Widen the static features with a layer of their own.")
  var normSf: Bool?

  @Option(
    help: ArgumentHelp(
      "squared-relative, absolute-relative, squared or absolute.", valueName: "name"))
  var loss: Loss?

  @Option(help: ArgumentHelp("Passes over the training rows.", valueName: "n")) var epochs: Int?

  @Option(help: ArgumentHelp("Rows in a step.", valueName: "n")) var batchSize: Int?

  @Option(
    name: [.customLong("learning-rate"), .customLong("lr")],
    help: ArgumentHelp("Adam's first rate.", valueName: "rate"))
  var learningRate: Float?

  @Option(
    help: ArgumentHelp(
      "steps (a tenth from each --decay-epoch on) or linear (up, then down to 0).",
      valueName: "name"))
  var schedule: FitConfiguration.Schedule?

  @Option(
    name: .customLong("decay-epoch"),
    help: ArgumentHelp("An epoch at which the rate falls to a tenth.", valueName: "n"))
  var decayEpochs: [Int] = []

  @Option(help: ArgumentHelp("Decoupled weight decay.", valueName: "rate"))
  var weightDecay: Float?

  @Option(
    help: ArgumentHelp("The share of the training networks that validates.", valueName: "share"))
  var validation: Double?

  @Option(help: ArgumentHelp("Which epoch is kept: best or last.", valueName: "which"))
  var selection: FitConfiguration.Selection?

  @Option(help: ArgumentHelp("The same seed and data give the same bytes.", valueName: "n"))
  var seed: UInt64?

  /// The preset with what was overridden.
  func configuration() throws -> FitConfiguration {
    guard var configuration = FitConfiguration(preset: predictor) else {
      throw ValidationError(
        "no preset \(predictor); expected \(FitConfiguration.presets.joined(separator: ", "))")
    }
    func set<Value>(_ path: WritableKeyPath<FitConfiguration, Value>, _ value: Value?) {
      if let value { configuration[keyPath: path] = value }
    }
    set(\.features, features)
    set(\.standardise, standardise)
    set(\.anchor, anchor)
    set(\.hidden, hidden)
    set(\.dropout, dropout)
    set(\.widensStatics, normSf)
    set(\.loss, loss)
    set(\.epochs, epochs)
    set(\.batchSize, batchSize)
    set(\.learningRate, learningRate)
    set(\.schedule, schedule)
    set(\.decayEpochs, decayEpochs.isEmpty ? nil : decayEpochs)
    set(\.weightDecay, weightDecay)
    set(\.validation, validation)
    set(\.selection, selection)
    set(\.seed, seed)
    do {
      return try configuration.checked()
    } catch {
      throw ValidationError(error.message)
    }
  }
}

extension NNLQPEncoding: ExpressibleByArgument {}
extension Loss: ExpressibleByArgument {}
extension FitConfiguration.Anchor: ExpressibleByArgument {}
extension FitConfiguration.Schedule: ExpressibleByArgument {}
extension FitConfiguration.Selection: ExpressibleByArgument {}
