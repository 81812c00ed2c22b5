import GraphLearning
import Testing

@Suite("Metrics")
struct MetricsTests {
  @Test func `bounds are inclusive and errors relative to the truth`() {
    let metrics = Metrics(predictions: [1.0625, 2.25, 5, 4], truths: [1, 2, 4, 4])
    #expect(metrics.mape == (0.0625 + 0.125 + 0.25 + 0) / 4)
    #expect(
      metrics.rmspe
        == ((0.0625 * 0.0625 + 0.125 * 0.125 + 0.25 * 0.25) / 4).squareRoot())
    #expect(metrics.within5 == 0.25)
    #expect(metrics.within10 == 0.5)
    #expect(Metrics(predictions: [110], truths: [100]).within10 == 1)
  }

  /// Lists with ties, and what scipy.stats 1.17 says of them (spearmanr, kendalltau).
  static let ranked: [(a: [Double], b: [Double], spearman: Double, kendall: Double)] = [
    ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 1, 1),
    ([5, 4, 3, 2, 1], [1, 2, 3, 4, 5], -1, -1),
    ([1, 2, 2, 3, 4], [1, 3, 2, 2, 5], 0.7631578947368421, 0.6666666666666667),
    (
      [3, 1, 4, 1, 5, 9, 2, 6, 5, 3], [2, 7, 1, 8, 2, 8, 1, 8, 2, 8], 0.13471506281091267,
      0.13041013273932525
    ),
  ]

  @Test func `ranks agree with scipy`() throws {
    for (a, b, spearman, kendall) in Self.ranked {
      let metrics = Metrics(predictions: a, truths: b)
      #expect(abs(try #require(metrics.spearman) - spearman) < 1e-12)
      #expect(abs(try #require(metrics.kendall) - kendall) < 1e-12)
    }
  }

  @Test func `a constant side has no rank correlation`() {
    let metrics = Metrics(predictions: [1, 1, 1], truths: [1, 2, 3])
    #expect(metrics.spearman == nil)
    #expect(metrics.kendall == nil)
  }
}
