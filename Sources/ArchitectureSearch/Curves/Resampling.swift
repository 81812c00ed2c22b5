internal import SearchSpaces
internal import Statistics

/// The mean of a few runs, and how far it may be from that of very many.
package struct Resampling: Sendable, Equatable {
  /// The mean.
  package let mean: Double
  /// Where 95 of 100 means lie when the runs are drawn anew with replacement: the percentile bootstrap
  /// (Efron and Tibshirani, 1993, chapter 13).
  package let range: ClosedRange<Double>

  private static let resamples = 1000

  /// The mean of values, of which there must be at least one.
  package init(of values: [Double]) {
    let count = Double(values.count)
    mean = values.reduce(0, +) / count
    var random = SeededRandom(seed: UInt64(values.count))
    let means = (0..<Self.resamples).map { _ in
      values.reduce(0) { sum, _ in sum + values[random.next(below: values.count)] } / count
    }
    range = Quantile.middle(of: means)
  }
}
