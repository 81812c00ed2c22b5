/// One figure of one model from one visit: samples, or an estimate.
struct Figure: Sendable, Equatable {
  /// What it is: `latency`, `energy`, `cycles`, …
  var metric = "latency"
  /// The SI unit.
  var unit = "s"
  /// Whether it was worked out and not observed.
  var isEstimate = false
  /// What was observed, in order, in `unit`.
  var samples: [Double] = []
  /// The one value of a figure without samples.
  var value: Double?

  /// Whether more samples of another figure belong to this one.
  func isContinued(by other: Figure) -> Bool {
    metric == other.metric && unit == other.unit && isEstimate == other.isEstimate
      && value == nil && other.value == nil
  }
}

/// Why a model could not be measured.
struct Failure: Sendable, Equatable {
  /// The word that records have: unsupported-op, out-of-memory, compile, timeout, invalid, crash.
  var reason: String
  /// What happened, for people.
  var message: String

  static let invalid = "invalid"
}
