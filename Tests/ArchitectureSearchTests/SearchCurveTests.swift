import ArchitectureSearch
import SearchSpaces
import Testing

@Suite("Search curves")
struct SearchCurveTests {
  @Test func `show the best of what is valid so far`() {
    let sequence = TrainedSequence(
      name: "a", scores: [3, 9, 4, 5], shown: [30, 90, 40, 50],
      isValid: [false, false, true, true])
    #expect(sequence.best == [nil, nil, 40, 50])
    #expect(sequence.models(toReach: 5) == 4)
    #expect(sequence.models(toReach: 9) == nil)
  }

  @Test func `have means and bands over runs`() {
    let runs = [[1.0, 3, 3], [2, 2]].map { TrainedSequence(name: "a", scores: $0) }
    let curve = BestCurve("a", of: runs)
    #expect(curve.points.map(\.models) == [1, 2, 3])
    #expect(curve.points.map(\.best.mean) == [1.5, 2.5, 2.5])
    #expect(curve.points[0].best.range == 1...2)
  }

  @Test func `leave points out where there are many`() {
    let run = TrainedSequence(name: "a", scores: (0..<5000).map(Double.init))
    let curve = BestCurve("a", of: [run], most: 100)
    #expect(curve.points.count <= 120)
    #expect(curve.points.last?.models == 5000)
    #expect(BestCurve("a", of: []).points.isEmpty)
  }

  @Test func `are summed up`() {
    let runs = [[1.0, 5], [5, 1], [1, 1]].map { TrainedSequence(name: "a", scores: $0) }
    let summary = SearchSummary("a", of: runs, toReach: 5)
    #expect((summary.runs, summary.found) == (3, 2))
    #expect(summary.models == nil)
    #expect(summary.median == 2)
    #expect((summary.least, summary.most) == (1, nil))
    let all = SearchSummary("a", of: Array(runs.prefix(2)), toReach: 5)
    #expect(all.models?.mean == 1.5)
    #expect(all.best?.mean == 5)
  }

  static let fronts: [([[Double]], [Int])] = [
    ([], []), ([[1, 1]], [0]), ([[1, 2], [2, 1], [1, 1]], [1, 0]), ([[1, 1], [1, 1]], [0, 1]),
    ([[3, 1, 1], [2, 2, 1], [2, 2, 0], [1, 1, 2]], [0, 1, 3]), ([[.nan, 5], [1, 1]], [1]),
  ]

  @Test(arguments: fronts)
  func `find the front`(points: [[Double]], places: [Int]) {
    #expect(ParetoFront.places(of: points) == places)
  }
}
