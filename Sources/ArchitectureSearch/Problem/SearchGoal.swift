/// What is searched for.
package struct SearchGoal: Sendable {
  /// The metric that decides, or `metric@platform`.
  package var metric: String
  /// Whether the largest figure is the best; else the least.
  package var isMaximised: Bool
  /// The metric of the best architecture so far that curves show; `nil` for the one that decides.
  package var judge: String?
  /// What an architecture must fulfil besides, such as `latency < 5ms`; `nil` for nothing.
  package var limit: String?
  /// The metrics that a network predictor reads beside the cell.
  package var augments: [String]

  /// A goal; one that does not say otherwise takes the least of what is a cost by its name, and the
  /// largest of anything else.
  package init(
    metric: String = "accuracy", isMaximised: Bool? = nil, judge: String? = nil,
    limit: String? = nil, augments: [String] = []
  ) {
    self.metric = metric
    self.isMaximised = isMaximised ?? !Self.isCost(metric)
    self.judge = judge
    self.limit = limit
    self.augments = augments
  }

  /// The last words of names whose figures are better the less they are.
  package static let costs = [
    "latency", "time", "energy", "power", "memory", "cycles", "flops", "macs", "parameters",
    "bytes",
    "error", "loss",
  ]

  /// Whether the name of a metric, or of one on a platform, is that of a cost, such as `peak_memory`.
  private static func isCost(_ metric: String) -> Bool {
    let name = metric.prefix { $0 != "@" }
    return name.split(separator: "_").last.map { costs.contains(String($0)) } ?? false
  }
}
