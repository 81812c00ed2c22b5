/// How often intervals hold what they are to hold.
package struct Coverage: Sendable, Equatable {
  /// The rows whose predictions have an interval.
  package let count: Int
  /// The share of them whose figure lies in it.
  package let share: Double
  /// The mean of (upper end - lower end) / prediction.
  package let width: Double

  /// Counts over rows that were judged; `nil` where none has an interval.
  ///
  /// - Parameters:
  ///   - judged: The rows.
  ///   - calibration: The predictor's calibration.
  ///   - probability: What intervals are to hold, above 0 and below 1.
  package init?(
    of judged: [Evaluation.Judged], _ calibration: Calibration, probability: Double
  ) {
    var (count, held, width) = (0, 0, 0.0)
    for row in judged {
      guard
        let interval = calibration.interval(
          around: row.prediction, platform: row.head, coverage: probability, spread: row.spread)
      else { continue }
      count += 1
      if interval.lower <= row.row.value, row.row.value <= interval.upper { held += 1 }
      width += (interval.upper - interval.lower) / row.prediction
    }
    guard count > 0 else { return nil }
    self.count = count
    share = Double(held) / Double(count)
    self.width = width / Double(count)
  }
}
