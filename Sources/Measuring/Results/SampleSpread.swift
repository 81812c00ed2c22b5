import Statistics

/// How far samples lie apart.
struct SampleSpread: Sendable, Equatable {
  /// The middle sample.
  let median: Double
  /// The distance of the quartiles over the median: what one slow run in a hundred does not move.
  let relative: Double

  /// Looks at samples; `nil` for fewer than four, which say nothing of their spread.
  init?(_ samples: [Double]) {
    guard samples.count >= 4 else { return nil }
    let sorted = samples.sorted()
    median = Quantile.linear(0.5, of: sorted)
    guard median > 0 else { return nil }
    relative = (Quantile.linear(0.75, of: sorted) - Quantile.linear(0.25, of: sorted)) / median
  }
}
