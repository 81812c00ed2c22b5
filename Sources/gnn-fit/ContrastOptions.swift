import ArgumentParser
import GraphLearning

/// How gennape learns without figures, and which members judge together.
struct ContrastOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Epochs without figures before the others.", valueName: "n"))
  var pretraining: Int?

  @Option(help: ArgumentHelp("Graphs in a step of those.", valueName: "n"))
  var pretrainingBatch: Int?

  @Option(help: ArgumentHelp("The width of the rows that are contrasted.", valueName: "n"))
  var projection: Int?

  @Option(help: ArgumentHelp("What their inner products are divided by.", valueName: "number"))
  var temperature: Float?

  @Option(help: ArgumentHelp("How many eigenvalues of a graph are compared.", valueName: "n"))
  var eigenvalues: Int?

  @Option(
    help: ArgumentHelp(
      "What stands for those that a small graph lacks: bound (2) or last (its largest).",
      valueName: "name"))
  var spectrumPadding: SpectralLikeness.Padding?

  @Option(
    help: ArgumentHelp("What distances of spectra are divided by.", valueName: "number"))
  var spectralTemperature: Float?

  @Option(help: ArgumentHelp("The number of clusters.", valueName: "n")) var clusters: Int?

  @Option(help: ArgumentHelp("How fuzzy they are, above 1.", valueName: "number"))
  var fuzziness: Double?

  @Option(help: ArgumentHelp("The linear maps of a head.", valueName: "n")) var headLayers: Int?

  @Option(
    name: .customLong("member"),
    help: ArgumentHelp("A member that judges; may be repeated.", valueName: "name"))
  var members: [ContrastConfiguration.Member] = []

  @Option(
    help: ArgumentHelp(
      "How much each counts: equal, or kendall (by how well it orders what it learns from).",
      valueName: "name"))
  var weighting: ContrastConfiguration.Weighting?

  @Flag(inversion: .prefixedNo, help: "Let the encoder go on learning with figures.")
  var tuneEncoder: Bool?

  /// Puts what was given into a configuration.
  func override(_ configuration: inout FitConfiguration) {
    func set<Value>(_ path: WritableKeyPath<ContrastConfiguration, Value>, _ value: Value?) {
      if let value { configuration.contrast[keyPath: path] = value }
    }
    set(\.pretraining, pretraining)
    set(\.pretrainingBatch, pretrainingBatch)
    set(\.projection, projection)
    set(\.temperature, temperature)
    set(\.eigenvalues, eigenvalues)
    set(\.padding, spectrumPadding)
    set(\.spectralTemperature, spectralTemperature)
    set(\.clusters, clusters)
    set(\.fuzziness, fuzziness)
    set(\.headLayers, headLayers)
    set(\.members, members.isEmpty ? nil : members)
    set(\.weighting, weighting)
    set(\.tunesEncoder, tuneEncoder)
  }
}

extension SpectralLikeness.Padding: ExpressibleByArgument {}
extension ContrastConfiguration.Member: ExpressibleByArgument {}
extension ContrastConfiguration.Weighting: ExpressibleByArgument {}
