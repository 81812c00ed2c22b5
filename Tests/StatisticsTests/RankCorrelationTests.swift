import Statistics
import Testing

@Suite("RankCorrelation")
struct RankCorrelationTests {
  /// From scipy.stats, with ties on either side.
  @Test func `counts ties as scipy does`() throws {
    let a: [Double] = [1, 2, 2, 3, 4, 4, 5, 6]
    let b: [Double] = [2, 1, 3, 3, 5, 4, 4, 8]
    #expect(abs(try #require(RankCorrelation.spearman(a, b)) - 0.8902439024390) < 1e-12)
    #expect(abs(try #require(RankCorrelation.kendall(a, b)) - 0.7692307692308) < 1e-12)
  }

  @Test func `is nothing where one side is constant`() {
    #expect(RankCorrelation.spearman([1, 1, 1], [1, 2, 3]) == nil)
    #expect(RankCorrelation.kendall([1, 2, 3], [1, 1, 1]) == nil)
  }

  @Test func `shares the mean rank among equals`() {
    #expect(RankCorrelation.ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2])
  }
}
