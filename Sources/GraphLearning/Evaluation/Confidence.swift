internal import Statistics

/// The range in which 95 of 100 figures fall when the rows are drawn anew with replacement: the
/// percentile bootstrap (Efron and Tibshirani, 1993, chapter 13).
package struct Confidence: Sendable, Equatable {
  /// The range of the mean relative error.
  package let mape: ClosedRange<Double>
  /// The range of the share within 10 %.
  package let within10: ClosedRange<Double>
  /// The range of Spearman's rank correlation; `nil` where a side is constant too often.
  package let spearman: ClosedRange<Double>?

  /// Draws rows anew.
  ///
  /// - Parameters:
  ///   - predictions: What a model says.
  ///   - truths: The figures; there must be at least one.
  ///   - resamples: How often; at least one.
  package init(_ predictions: [Double], _ truths: [Double], resamples: Int) {
    var random = RandomSource(UInt64(truths.count), 0x626F_6F74)
    let errors = zip(predictions, truths).map { abs($0 - $1) / $1 }
    let count = truths.count
    var (means, shares, correlations): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<resamples {
      let drawn = (0..<count).map { _ in
        Int(random.next().multipliedFullWidth(by: UInt64(count)).high)
      }
      means.append(drawn.reduce(0) { $0 + errors[$1] } / Double(count))
      shares.append(Double(drawn.count { errors[$0] <= 0.1 }) / Double(count))
      let correlation = RankCorrelation.spearman(
        drawn.map { predictions[$0] }, drawn.map { truths[$0] })
      if let correlation { correlations.append(correlation) }
    }
    mape = Quantile.middle(of: means)
    within10 = Quantile.middle(of: shares)
    spearman = correlations.count > resamples / 2 ? Quantile.middle(of: correlations) : nil
  }
}
