import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Ranking quality")
struct RankingQualityTests {
  /// Lists with ties, and what scikit-learn 1.0 says of them (ndcg_score on linear gains).
  static let ranked: [(truths: [Double], predictions: [Double], at5: Double, at10: Double)] = [
    (
      [0.9123, 0.9312, 0.9241, 0.9241, 0.9188, 0.9334, 0.927, 0.9111],
      [0.915, 0.929, 0.926, 0.923, 0.92, 0.928, 0.93, 0.912], 0.9402534409406037, 0.943564964313298
    ),
    (
      [0.7, 0.71, 0.72, 0.73, 0.74, 0.75], [0.5, 0.5, 0.6, 0.6, 0.6, 0.4], 0.6621498876444311,
      0.8355386094612204
    ),
    ([0.1, 0.2, 0.3, 0.4], [0.5, 0.5, 0.5, 0.5], 0.8069136566720543, 0.8069136566720543),
  ]

  @Test(arguments: ranked)
  func `gains agree with scikit-learn, ties too`(
    truths: [Double], predictions: [Double], at5: Double, at10: Double
  ) throws {
    for (depth, expected) in [(5, at5), (10, at10)] {
      let found = try #require(RankingQuality.ndcg(predictions, truths, first: depth))
      #expect(abs(found - expected) < 1e-12)
    }
  }

  @Test func `constant truths have no gain`() {
    #expect(RankingQuality.ndcg([1, 2], [3, 3], first: 1) == nil)
    #expect(RankingQuality.ndcg([], [], first: 1) == nil)
  }

  @Test func `regret is what the best of those predicted best stays behind`() {
    let truths = [1.0, 4, 2, 8]
    #expect(RankingQuality.regret([9, 8, 7, 6], truths, first: 1) == 0.875)
    #expect(RankingQuality.regret([9, 8, 7, 6], truths, first: 2) == 0.5)
    #expect(RankingQuality.regret([9, 8, 7, 6], truths, first: 50) == 0)
    // Of latencies the negative is the larger the better.
    #expect(RankingQuality.regret([-1, -2], [-3, -2], first: 1) == 0.5)
    #expect(RankingQuality.regret([], [], first: 1) == nil)
  }

  static let golden = SharedData.path("data/gennape/metrics_golden.json")

  @Test(.enabled(if: golden != nil, "needs shared data"))
  func `gains agree with GENNAPE's own`() throws {
    let path = try #require(Self.golden)
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
    let all = try #require(object as? [String: [String: Any]])
    for golden in all.values {
      guard let truths = golden["targets"] as? [Double],
        let predictions = golden["preds"] as? [Double]
      else { continue }
      for depth in [5, 10, 50] {
        let expected = try #require(golden["ndcg@\(depth)"] as? Double)
        let found = try #require(RankingQuality.ndcg(predictions, truths, first: depth))
        #expect(abs(found - expected) < 1e-9)
      }
    }
  }
}
