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

  /// A goal.
  package init(
    metric: String = "accuracy", isMaximised: Bool = true, judge: String? = nil,
    limit: String? = nil, augments: [String] = []
  ) {
    self.metric = metric
    self.isMaximised = isMaximised
    self.judge = judge
    self.limit = limit
    self.augments = augments
  }
}
