import Testing
import ToolSupport

@Suite("Progress text")
struct ProgressTextTests {
  static let lines: [(done: Int, share: Double?, elapsed: Duration, text: String)] = [
    (0, nil, .seconds(1), "0 lines, 0 lines/s"),
    (999, nil, .seconds(1), "999 lines, 999 lines/s"),
    (1_200_000, 0.25, .seconds(20), "1.2 M lines, 25 %, 60 k lines/s, 1 min 0 s left"),
    (12_345, 0.5, .seconds(10), "12 k lines, 50 %, 1.2 k lines/s, 10 s left"),
    (2_000_000_000, 1, .seconds(10), "2.0 G lines, 100 %, 200 M lines/s"),
    (10, 0.001, .seconds(10), "10 lines, 0 %, 1 lines/s, 2 h 46 min left"),
    (5, 0, .zero, "5 lines, 0 %, 5.0 k lines/s"),
  ]

  @Test(arguments: lines)
  func `says rate, share and time left`(
    done: Int, share: Double?, elapsed: Duration, text: String
  ) {
    #expect(ProgressText.line(done: done, unit: "lines", share: share, after: elapsed) == text)
  }
}
