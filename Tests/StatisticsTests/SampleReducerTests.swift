import Foundation
import Statistics
import TestSupport
import Testing

@Suite("SampleReducer")
struct SampleReducerTests {
  /// From the published code of Eagle, run with numpy.
  static let eagle: [(lists: [[Double]], value: Double)] = [
    (
      [
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 2, 2, 2, 2, 2, 2, 2, 2, 100],
        [5, 4, 3, 2, 1, 10, 9, 8, 7, 6],
      ], 5.5
    ),
    (
      [
        [0.0102, 0.0099, 0.0101, 0.01], [0.011, 0.0098, 0.01, 0.01], [0.05, 0.0101, 0.01, 0.0099],
        [0.01, 0.01, 0.01, 0.01], [0.0103, 0.0102, 0.0107, 0.0101],
      ], 0.010025
    ),
    ([[3.5], [1.25], [2, 4, 3]], 3),
  ]

  @Test(arguments: eagle)
  func `does as Eagle does`(lists: [[Double]], value: Double) {
    var reducer = SampleReducer(.eagle)
    #expect(abs(reducer.reduce(SampleLists(lists)).value - value) < 1e-12 * value)
  }

  @Test(.enabled(if: PythonOracle.has("numpy"), "needs Scripts/oracles"))
  func `equals numpy on the published layout`() throws {
    var chance = SplitMix64(seed: 8)
    let all = (0..<300).map { _ in
      (0..<Int.random(in: 1...100, using: &chance)).map { _ in
        (0..<Int.random(in: 1...12, using: &chance)).map { _ in
          0.004 + 0.001 * Double.random(in: 0...1, using: &chance)
            + (Int.random(in: 0..<20, using: &chance) == 0 ? 0.1 : 0)
        }
      }
    }
    let answers = try Oracle.answers(to: all.map { "\($0)" })
    var reducer = SampleReducer(.eagle)
    for (lists, answer) in zip(all, answers) {
      let expected = try #require(Double(answer))
      #expect(abs(reducer.reduce(SampleLists(lists)).value / expected - 1) < 1e-12)
    }
  }

  @Test func `lets the median stand for a list that keeps nothing`() {
    var reducer = SampleReducer(.eagle)
    let reduction = reducer.reduce(SampleLists([[2, 4]]))
    #expect(reduction.value == 3)
    #expect(reduction.medians == 1)
    #expect(reduction.kept == 0)
  }

  static let rules: [(rule: String, value: Double, kept: Int, leftOut: [Reduction.LeftOut])] = [
    ("mean", 18.5, 8, []),
    ("median", 4.5, 8, []),
    ("min", 1, 8, []),
    (
      "trimmed:0.2", 4.5, 6,
      [.init(reason: .trimmedLow, places: [0]), .init(reason: .trimmedHigh, places: [7])]
    ),
    ("mad:3.5", 4, 7, [.init(reason: .outlierHigh, places: [7])]),
    ("iqr:1.5", 4, 7, [.init(reason: .outlierHigh, places: [7])]),
  ]

  @Test(arguments: rules)
  func `keeps what its rule keeps`(
    rule: String, value: Double, kept: Int, leftOut: [Reduction.LeftOut]
  ) throws {
    var reducer = SampleReducer(try #require(SampleRule(rule)))
    let reduction = reducer.reduce(SampleLists([[1, 2, 3, 4], [5, 6, 7, 120]]))
    #expect(abs(reduction.value - value) < 1e-12)
    #expect(reduction.kept == kept)
    #expect(reduction.leftOut == leftOut)
    #expect(reduction.total == 8)
  }

  @Test func `leaves out no more than its cap`() throws {
    var reducer = SampleReducer(.mad(3.5), cap: 0.1)
    let values = (0..<17).map { 10 + Double($0 % 5) } + [90, 100, 110]
    let reduction = reducer.reduce(SampleLists([values]))
    #expect(reduction.leftOut == [.init(reason: .outlierHigh, places: [18, 19])])
    #expect(reduction.spared == 1)
  }

  @Test func `takes nothing for an outlier where all are equal`() {
    for rule in [SampleRule.mad(3.5), .iqr(1.5)] {
      var reducer = SampleReducer(rule)
      #expect(reducer.reduce(SampleLists([[2, 2, 2, 2]])).kept == 4)
    }
  }

  @Test func `finds outliers where most are equal`() {
    var reducer = SampleReducer(.mad(3.5))
    let reduction = reducer.reduce(SampleLists([[2, 2, 2, 2, 2, 2, 2, 2, 2, 9]]))
    #expect(reduction.value == 2)
  }

  @Test(arguments: [
    "", "eagle:1", "trimmed", "trimmed:0.5", "trimmed:-1", "mad:0", "mad:x", "iqr:-1", "mad:inf",
  ])
  func `refuses what is no rule`(text: String) {
    #expect(SampleRule(text) == nil)
  }
}
