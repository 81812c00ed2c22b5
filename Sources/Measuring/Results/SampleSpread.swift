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
    median = Self.quantile(0.5, of: sorted)
    guard median > 0 else { return nil }
    relative = (Self.quantile(0.75, of: sorted) - Self.quantile(0.25, of: sorted)) / median
  }

  /// Interpolates between the two samples around a share of all, as numpy does by default.
  private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
  }
}
