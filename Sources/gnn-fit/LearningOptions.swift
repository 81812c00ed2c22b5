import ArgumentParser
import GraphLearning
import RecordStreams

/// How the predictor learns, where it is to be other than the preset says.
struct LearningOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The share of elements dropped in training.", valueName: "share"))
  var dropout: Float?

  @Option(help: ArgumentHelp("What is made small.", valueName: "name")) var loss: Loss?

  @Option(help: ArgumentHelp("Passes over the training rows.", valueName: "n")) var epochs: Int?

  @Option(
    help: ArgumentHelp(
      "How often families are learned from: as often as they have rows, or all equally (families).",
      valueName: "what"))
  var balance: FitConfiguration.Balance?

  @Option(
    help: ArgumentHelp(
      "Learn from and validate on so few of the training networks; 0: all.", valueName: "n"))
  var fewShot: Int?

  @Option(
    help: ArgumentHelp(
      "Which few: random, cosine (as unlike as can be) or coverage (as near to all as can be).",
      valueName: "name"))
  var sampler: FewShot.Sampler?

  @Option(help: ArgumentHelp("Rows in a step.", valueName: "n")) var batchSize: Int?

  @Option(
    help: ArgumentHelp(
      "What a graph of a batch learns from: one figure (rows) or all of its figures (networks).",
      valueName: "what"))
  var grouping: FitConfiguration.Grouping?

  @Flag(
    inversion: .prefixedNo,
    help: "Compute nodes of a batch that hear the same once in training; they share dropout.")
  var shareNodes: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "Keep the gradients of several targets from working against each other.")
  var pcgrad: Bool?

  @Option(help: ArgumentHelp("How parameters follow gradients.", valueName: "name"))
  var optimiser: OptimiserKind?

  @Option(
    name: [.customLong("learning-rate"), .customLong("lr")],
    help: ArgumentHelp("The first rate.", valueName: "rate"))
  var learningRate: Float?

  @Option(
    help: ArgumentHelp(
      """
      steps (a tenth from each --decay-epoch on), linear (up, then down to 0), cosine (half a wave \
      down to 0) or plateau (down where validation does not improve).
      """, valueName: "name"))
  var schedule: Schedule?

  @Option(
    name: .customLong("decay-epoch"),
    help: ArgumentHelp("An epoch at which the rate falls to a tenth.", valueName: "n"))
  var decayEpochs: [Int] = []

  @Option(help: ArgumentHelp("The steps over which the rate rises at first.", valueName: "n"))
  var warmUp: Int?

  @Option(
    help: ArgumentHelp("Decoupled weight decay; with it Adam is AdamW.", valueName: "rate"))
  var weightDecay: Float?

  @Option(help: ArgumentHelp("Cut all gradients together to this length.", valueName: "length"))
  var clipNorm: Float?

  @Option(help: ArgumentHelp("Bound each element of a gradient.", valueName: "bound"))
  var clipValue: Float?

  @Option(
    help: ArgumentHelp("The share of the training networks that validates.", valueName: "share"))
  var validation: Double?

  @Option(
    help: ArgumentHelp(
      "What validates together: networks (all figures of a structure) or rows.", valueName: "unit"))
  var validationUnit: FitConfiguration.ValidationUnit?

  @Option(help: ArgumentHelp("What is watched on them: mape or loss.", valueName: "what"))
  var watch: FitConfiguration.Watch?

  @Option(
    help: ArgumentHelp("End after so many epochs without an improvement; 0: never.", valueName: "n")
  )
  var patience: Int?

  @Option(help: ArgumentHelp("Which epoch is kept: best or last.", valueName: "which"))
  var selection: FitConfiguration.Selection?

  @Option(help: ArgumentHelp("The same seed and data give the same bytes.", valueName: "n"))
  var seed: UInt64?

  /// Puts what was given into a configuration.
  func override(_ configuration: inout FitConfiguration) {
    func set<Value>(_ path: WritableKeyPath<FitConfiguration, Value>, _ value: Value?) {
      if let value { configuration[keyPath: path] = value }
    }
    set(\.dropout, dropout)
    set(\.loss, loss)
    set(\.epochs, epochs)
    set(\.balance, balance)
    set(\.fewShot.count, fewShot)
    set(\.fewShot.sampler, sampler)
    set(\.batchSize, batchSize)
    set(\.grouping, grouping)
    set(\.sharesNodes, shareNodes)
    set(\.projectsGradients, pcgrad)
    set(\.optimiser, optimiser)
    set(\.learningRate, learningRate)
    set(\.schedule, schedule)
    set(\.decayEpochs, decayEpochs.isEmpty ? nil : decayEpochs)
    set(\.warmUp, warmUp)
    set(\.weightDecay, weightDecay)
    set(\.clipNorm, clipNorm)
    set(\.clipValue, clipValue)
    set(\.validation, validation)
    set(\.validationUnit, validationUnit)
    set(\.watch, watch)
    set(\.patience, patience)
    set(\.selection, selection)
    set(\.seed, seed)
  }
}

extension LearningOptions {
  /// The preset with what was overridden.
  func configuration(
    of model: ModelOptions, _ contrast: ContrastOptions
  ) throws -> FitConfiguration {
    var configuration = FitConfiguration(preset: model.predictor) ?? FitConfiguration()
    model.override(&configuration)
    override(&configuration)
    contrast.override(&configuration)
    do {
      return try configuration.checked()
    } catch {
      throw ValidationError(error.message)
    }
  }
}

extension Loss: ExpressibleByArgument {}
extension Schedule: ExpressibleByArgument {}
extension OptimiserKind: ExpressibleByArgument {}
extension FitConfiguration.Grouping: ExpressibleByArgument {}
extension FitConfiguration.Balance: ExpressibleByArgument {}
extension FewShot.Sampler: ExpressibleByArgument {}
extension FitConfiguration.ValidationUnit: ExpressibleByArgument {}
extension FitConfiguration.Watch: ExpressibleByArgument {}
extension FitConfiguration.Selection: ExpressibleByArgument {}
