import Statistics
import TestSupport
import Testing

@Suite("Distribution")
struct DistributionTests {
  static func values(_ count: Int) -> [Double] {
    var chance = SplitMix64(seed: 17)
    return (0..<count).map { _ in Double.random(in: -5...50, using: &chance).rounded() / 7 }
  }

  @Test(arguments: [1, 7, 100, 5000, 1 << 20])
  func `has the same statistics however little memory it may take`(budget: Int) throws {
    let values = Self.values(20_000)
    var set = DistributionSet<String>(budget: budget)
    for start in stride(from: 0, to: values.count, by: 250) {
      try set.add(Array(values[start..<start + 250]), to: start % 500 == 0 ? "a" : "b")
    }
    let own = stride(from: 0, to: values.count, by: 500).flatMap { values[$0..<$0 + 250] }
    let distribution = try #require(set["a"])
    var ascending: [Double] = []
    try distribution.forEachAscending { ascending.append($0) }
    #expect(ascending == own.sorted())
    let summary = try #require(try DistributionSummary(distribution))
    #expect(summary.count == 10_000)
    #expect(summary.minimum == own.min())
    #expect(summary.maximum == own.max())
    #expect(abs(summary.mean - own.mean) < 1e-12)
    #expect(abs((summary.deviation ?? 0) - (own.sampleDeviation ?? 1)) < 1e-12)
    let quantiles = DistributionSummary.quantiles.map { Quantile.linear($0, of: own.sorted()) }
    #expect(summary.quantileValues == quantiles)
    let histogram = try HistogramCounts(distribution, summary)
    #expect(histogram.counts.reduce(0, +) == 10_000)
  }

  @Test func `of one number has no deviation`() throws {
    var set = DistributionSet<Int>()
    try set.add([2.5], to: 1)
    let distribution = try #require(set[1])
    let summary = try #require(try DistributionSummary(distribution))
    #expect(summary.deviation == nil)
    #expect(summary.median == 2.5)
    #expect(try HistogramCounts(distribution, summary).counts == [1])
  }

  @Test func `sums what rounding would drop`() {
    var sum = CompensatedSum()
    for term in [1, 1e100, 1, -1e100] { sum.add(term) }
    #expect(sum.value == 2)
  }
}
