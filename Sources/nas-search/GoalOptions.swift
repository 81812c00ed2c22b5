import ArchitectureSearch
import ArgumentParser

/// What is searched for.
struct GoalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What decides: a metric of the records, or metric@platform.", valueName: "name"))
  var metric = "accuracy"

  @Flag(
    exclusivity: .exclusive,
    help: """
      Whether the largest or the least figure is the best. (default: the least of metrics that are \
      called \(SearchGoal.costs.joined(separator: ", ")), or end so as peak_memory does; else the \
      largest)
      """)
  var direction: Direction?

  @Option(
    help: ArgumentHelp(
      "Choose only architectures that fulfil this: latency < 5ms and parameters < 1M.",
      valueName: "condition"))
  var `where`: String?

  @Option(
    help: ArgumentHelp(
      """
      Let the search go by what this checkpoint predicts, such as latencies for --where; what the \
      records know decides at the end. May be repeated.
      """, valueName: "checkpoint"),
    completion: .file(extensions: ["safetensors"]))
  var believe: [String] = []

  @Option(
    help: ArgumentHelp(
      "Show this metric of the best so far in curves. (default: what decides)", valueName: "name"))
  var judge: String?

  @Option(
    help: ArgumentHelp(
      "Let the predictor read the rank of this metric too; may be repeated.", valueName: "name"))
  var augment: [String] = []

  @Option(
    help: ArgumentHelp(
      "Count the models until a figure this good. (default: the best there is)",
      valueName: "figure"))
  var target: Double?

  var goal: SearchGoal {
    SearchGoal(
      metric: metric, isMaximised: direction.map { $0 == .maximise }, judge: judge, limit: `where`,
      augments: augment)
  }
}

/// Which end of the figures is the good one.
enum Direction: String, EnumerableFlag {
  case maximise, minimise
}
