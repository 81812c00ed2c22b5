package import ArgumentParser
package import GraphLearning
internal import ToolSupport

/// Which figures a predictor is trained or judged on.
package struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this catalog instead of record files.", valueName: "file"),
    completion: .file(extensions: ["db"]))
  package var catalog: String?

  @Option(
    name: .customLong("platform"),
    help: ArgumentHelp("Only this platform; may be repeated. (default: all)", valueName: "name"))
  package var platforms: [String] = []

  @Option(
    name: .customLong("metric"),
    help: ArgumentHelp(
      "What was measured; may be repeated. (default: latency)", valueName: "name"))
  var chosenMetrics: [String] = []

  @Option(
    help: ArgumentHelp("Only inference or training. (default: each for itself)", valueName: "name"))
  package var phase: String?

  @Option(
    name: .customLong("condition"),
    help: ArgumentHelp(
      "Only figures that came about under this condition, such as version=5.2.0; may be repeated.",
      valueName: "name=value"))
  var conditions: [NamedValue] = []

  /// What was measured.
  package var metrics: [String] { chosenMetrics.isEmpty ? ["latency"] : chosenMetrics }

  package init() {}

  /// The figures that are taken.
  package var choice: TrainingDataCollector.Choice {
    TrainingDataCollector.Choice(
      metrics: metrics, platforms: Set(platforms), phase: phase,
      conditions: Dictionary(conditions.map { ($0.name, $0.value) }) { $1 })
  }
}

extension Split: ExpressibleByArgument {
  /// Reads `own`, `family:NAME` or `random:FRACTION:SEED`.
  package init?(argument: String) {
    self.init(argument)
  }

  /// How the help shows a default.
  package var defaultValueDescription: String { description }
}
