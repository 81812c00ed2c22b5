package import RecordStreams

/// What a distribution's statistics are.
package struct DistributionSummary: Sendable, Equatable {
  /// The quantiles that every summary has.
  package static let quantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

  /// How many numbers there are, at least one.
  package let count: Int
  /// Their mean.
  package let mean: Double
  /// Their sample standard deviation; `nil` for one number.
  package let deviation: Double?
  /// The smallest.
  package let minimum: Double
  /// The largest.
  package let maximum: Double
  /// The values of `quantiles`, as numpy's `percentile` gives them.
  package let quantileValues: [Double]

  /// The middle value, or the mean of the two in the middle.
  package var median: Double { quantileValues[3] }

  /// Computes the statistics; `nil` of no numbers.
  package init?(_ distribution: Distribution) throws(StreamError) {
    guard distribution.count > 0 else { return nil }
    count = distribution.count
    let mean = distribution.mean
    self.mean = mean
    minimum = distribution.minimum
    maximum = distribution.maximum
    let count = count
    let ranks = Set(Self.quantiles.flatMap { Quantile.ranks(of: $0, count: count) }).sorted()
    var values: [Int: Double] = [:]
    var squares = CompensatedSum()
    var (rank, next) = (0, 0)
    try distribution.forEachAscending { value in
      squares.add((value - mean) * (value - mean))
      if next < ranks.count, ranks[next] == rank {
        values[rank] = value
        next += 1
      }
      rank += 1
    }
    deviation = count > 1 ? (squares.value / Double(count - 1)).squareRoot() : nil
    quantileValues = Self.quantiles.map { p in
      Quantile.linear(p, count: count) { values[$0] ?? .nan }
    }
  }
}

/// How many numbers of a distribution fall into each of some ranges of equal width.
package struct HistogramCounts: Sendable, Equatable {
  /// Where the first range begins.
  package let lower: Double
  /// The width of each range; 0 where all numbers are equal.
  package let width: Double
  /// The counts.
  package private(set) var counts: [Int]

  /// Counts. The number of ranges follows D. Freedman and P. Diaconis (1981): their width is
  /// 2 · IQR / ∛n, but there are 5 at least and 80 at most.
  package init(_ distribution: Distribution, _ summary: DistributionSummary) throws(StreamError) {
    let span = summary.maximum - summary.minimum
    let quartiles = summary.quantileValues[4] - summary.quantileValues[2]
    var root = 1.0
    while root * root * root < Double(summary.count) { root += 1 }
    let wanted = quartiles > 0 ? span / (2 * quartiles / root) : 20
    let bins = span > 0 ? Int(min(80, max(5, wanted.rounded(.up)))) : 1
    var counts = Array(repeating: 0, count: bins)
    let (lower, width) = (summary.minimum, span / Double(bins))
    try distribution.forEachAscending { value in
      counts[width > 0 ? min(bins - 1, max(0, Int((value - lower) / width))) : 0] += 1
    }
    self.lower = lower
    self.width = width
    self.counts = counts
  }
}
