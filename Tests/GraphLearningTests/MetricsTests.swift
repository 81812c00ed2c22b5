import GraphLearning
import Testing

@Suite("Metrics")
struct MetricsTests {
  @Test func `bounds are inclusive and errors relative to the truth`() {
    let metrics = Metrics(
      predictions: [1.0625, 2.25, 5, 4], truths: [1, 2, 4, 4], smallerIsBetter: true)
    #expect(metrics.mape == (0.0625 + 0.125 + 0.25 + 0) / 4)
    #expect(
      metrics.rmspe
        == ((0.0625 * 0.0625 + 0.125 * 0.125 + 0.25 * 0.25) / 4).squareRoot())
    #expect(metrics.mae == (0.0625 + 0.25 + 1) / 4)
    #expect(metrics.rmse == ((0.0625 * 0.0625 + 0.25 * 0.25 + 1) / 4).squareRoot())
    #expect(metrics.within == [0.25, 0.25, 0.5])
    #expect(
      Metrics(predictions: [110], truths: [100], smallerIsBetter: true).within == [0, 0, 1])
  }

  @Test func `the band around the prediction is another`() {
    let metrics = Metrics(predictions: [111, 90], truths: [100, 100], smallerIsBetter: true)
    #expect(metrics.within == [0, 0, 0.5])
    #expect(metrics.withinOfPrediction == [0, 0, 0.5])
    let below = Metrics(predictions: [0, -1], truths: [1, 1], smallerIsBetter: true)
    #expect(below.withinOfPrediction == [0, 0, 0])
  }

  @Test func `the best is the least latency, or the greatest accuracy`() {
    let (predictions, truths) = ([1.0, 2, 3], [2.0, 1, 4])
    let latency = Metrics(predictions: predictions, truths: truths, smallerIsBetter: true)
    let accuracy = Metrics(predictions: predictions, truths: truths, smallerIsBetter: false)
    #expect(latency.regret == [1, 0, 0])
    #expect(accuracy.regret == [0, 0, 0])
    #expect(latency.ndcg[0] == 2.0 / 3)
    #expect(accuracy.ndcg[0] == 1)
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
      let metrics = Metrics(predictions: a, truths: b, smallerIsBetter: true)
      #expect(abs(try #require(metrics.spearman) - spearman) < 1e-12)
      #expect(abs(try #require(metrics.kendall) - kendall) < 1e-12)
    }
  }

  @Test func `a constant side has no rank correlation`() {
    let metrics = Metrics(predictions: [1, 1, 1], truths: [1, 2, 3], smallerIsBetter: true)
    #expect(metrics.spearman == nil)
    #expect(metrics.kendall == nil)
  }
}
