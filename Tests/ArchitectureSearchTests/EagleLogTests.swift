import ArchitectureSearch
import DenseKernels
import RecordStreams
import SearchSpaces
import TestSupport
import Testing

@Suite("Eagle's log")
struct EagleLogTests {
  private static let log = EagleLog(
    rows: [
      .init(truth: "0.5", prediction: "0.25", key: "(0, 0, 0, 2, 2, 4)"),
      .init(truth: "1e-05", prediction: "0.75", key: "(3, 0, 0, 2, 2, 4)"),
    ], trained: ["(3, 0, 0, 2, 2, 4)"], remarks: ["0.1", "[0.0, 0.5, 0.5, 1.0]"])

  private static let text = """
    0.5 0.25 (0, 0, 0, 2, 2, 4)
    1e-05 0.75 (3, 0, 0, 2, 2, 4)
    ---
    (3, 0, 0, 2, 2, 4)
    ---
    0.1
    [0.0, 0.5, 0.5, 1.0]

    """

  private static func read(_ text: String) throws(RecordError) -> [EagleLog] {
    var reader = EagleLogReader()
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      try reader.read(String(line))
    }
    try reader.end()
    return reader.logs
  }

  @Test func `is written as documented`() {
    #expect(String(decoding: Self.log.text, as: UTF8.self) == Self.text)
  }

  @Test func `reads back, several in a file`() throws {
    #expect(try Self.read(Self.text) == [Self.log])
    #expect(try Self.read(Self.text + "===\n" + Self.text) == [Self.log, Self.log])
    #expect(try Self.read("") == [])
  }

  @Test func `tells what was trained first and then what is predicted best`() {
    let sequence = TrainedSequence(Self.log, name: "log")
    #expect(sequence.scores == [1e-5, 0.5])
    #expect(sequence.best == [1e-5, 0.5])
    #expect(sequence.models(toReach: 0.4) == 2)
  }

  static let refused: [(String, Int)] = [
    ("0.5 0.25\n", 1), ("0.5  0.25 (0)\n", 5), ("x 0.25 (0)\n", 1), ("0.5 x (0)\n", 5),
    ("0.5 0.25 (0)\n---\n", 1), ("---\n---\n---\n", 1), ("0.5 0.25 (0)\n===\n", 1),
  ]

  @Test(arguments: refused)
  func `refuses what is no log`(text: String, column: Int) {
    let error = #expect(throws: RecordError.self) { try Self.read(text) }
    #expect(error?.column == column)
  }

  @Test(arguments: 0..<32 as Range<UInt64>)
  func `survives noise`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    let alphabet = Array("0123456789.-= e(x,)\n")
    let text = String((0..<400).map { _ in alphabet[Int(noise.next() % UInt64(alphabet.count))] })
    let logs = (try? Self.read(text)) ?? []
    #expect(logs.count <= 400)
  }

  @Test func `of a search has every architecture in the order of the records`() throws {
    let problem = try SearchProblem(try MacroSpace.table(step: 81), SearchGoal())
    var search = PredictorSearch()
    search.predictor = .ridge
    (search.models, search.rounds) = (12, 3)
    let run = try SearchRun(
      problem, search, RegularisedEvolution(), budget: 20, for: [.predictor])
    let trace = try run.trace(.predictor, seed: 1, workers: .init(1))
    let log = EagleLog(trace, of: problem)
    #expect(
      log.rows.map(\.key) == problem.table.architectures.indices.map { problem.table.code(at: $0) })
    #expect(log.trained.count == 12)
    #expect(log.remarks.count == 2)
    // What follows from the log is what the search did.
    let sequence = TrainedSequence(log, name: "log")
    #expect(Array(sequence.scores.prefix(20)) == trace.trials.map(\.figure))
  }

  @Test func `names architectures as Python prints Eagle's keys`() throws {
    let cells = FigureTable(of: NASBench201(), [[0, 0, 0, 2, 2, 4], [3, 1, 2, 3, 0, 4]])
    var table = cells
    table.add(metric: "accuracy", platform: "a", unit: "1", [(0, 0.25), (1, 1e-5)])
    let problem = try SearchProblem(table, SearchGoal())
    let run = try SearchRun(
      problem, PredictorSearch(), RegularisedEvolution(), budget: 2, for: [.predictor])
    let log = EagleLog(try run.trace(.predictor, seed: 0, workers: .init(1)), of: problem)
    #expect(log.rows.map(\.key) == ["(0, 0, 0, 2, 2, 4)", "(3, 1, 2, 3, 0, 4)"])
    #expect(log.rows.map(\.truth) == ["0.25", "1e-05"])
  }

  // MARK: Beside Eagle's own

  /// What `Oracles/eagle_log.py` had Eagle write, of a predictor of figures.
  private static let figures = """
    0.9312666654586792 0.93 (0, 0, 0, 2, 2, 4)
    1e-05 -2.5e-07 (3, 0, 1, 2, 2, 4)
    0.30000000000000004 0.30000000000000016 (1, 2, 3, 4, 0, 1)
    1.0 1e+16 (4, 4, 4, 4, 4, 4)
    0.0001 0.000105 (2, 2, 2, 2, 2, 2)
    ---
    (1, 2, 3, 4, 0, 1)
    (0, 0, 0, 2, 2, 4)
    ---
    2000000000000000.0
    [0.4, 0.6, 0.6, 0.6]

    """

  /// The same of one that says the order. The counts of comparisons are those of Python's sorting.
  private static let ranks = """
    0.9312666654586792 3 (0, 0, 0, 2, 2, 4)
    1e-05 0 (3, 0, 1, 2, 2, 4)
    0.30000000000000004 2 (1, 2, 3, 4, 0, 1)
    1.0 4 (4, 4, 4, 4, 4, 4)
    0.0001 1 (2, 2, 2, 2, 2, 2)
    ---
    (1, 2, 3, 4, 0, 1)
    (0, 0, 0, 2, 2, 4)
    ---
    9/9 predictions correct
    0/9 predictions skipped

    """

  /// Our log of what Eagle's is of.
  private static func log(isOrderOnly: Bool) throws -> EagleLog {
    var table = FigureTable(
      of: NASBench201(),
      [
        [0, 0, 0, 2, 2, 4], [3, 0, 1, 2, 2, 4], [1, 2, 3, 4, 0, 1], [4, 4, 4, 4, 4, 4],
        [2, 2, 2, 2, 2, 2],
      ])
    let truths = [0.9312666654586792, 1e-5, 0.1 + 0.2, 1, 0.0001]
    table.add(metric: "accuracy", platform: "a", unit: "1", truths.enumerated().map { ($0, $1) })
    let trace = SearchTrace(
      "predictor", seed: 0,
      [
        Trial(position: 2, round: 0, figure: truths[2]),
        Trial(position: 0, round: 1, figure: truths[0]),
        Trial(position: 3, round: nil, figure: truths[3]),
      ], predictions: [0.93, -2.5e-7, 0.30000000000000016, 1e16, 0.000105],
      isOrderOnly: isOrderOnly)
    return EagleLog(trace, of: try SearchProblem(table, SearchGoal()))
  }

  @Test func `is byte for byte what Eagle writes of a predictor of figures`() throws {
    #expect(String(decoding: try Self.log(isOrderOnly: false).text, as: UTF8.self) == Self.figures)
  }

  @Test func `is what Eagle writes of a predictor of orders, but for counts of comparisons`() throws
  {
    let log = try Self.log(isOrderOnly: true)
    let text = String(decoding: log.text, as: UTF8.self)
    #expect(
      text.prefix { $0 != "/" }.split(separator: "\n").dropLast()
        == Self.ranks.prefix { $0 != "/" }.split(separator: "\n").dropLast())
    let words = try log.remarks.map { remark in
      try #require(remark.wholeMatch(of: /(\d+)\/(\d+) predictions (correct|skipped)/))
    }
    #expect(words.map { $0.3 } == ["correct", "skipped"])
    // What is said is the true order, so that every comparison is right.
    #expect(words[0].1 == words[0].2 && words[1].1 == "0" && words[0].2 == words[1].2)
  }

  static let owns: [(String, scores: [Double])] = [
    (figures, [0.30000000000000004, 0.9312666654586792, 1, 0.0001, 1e-5]),
    (ranks, [0.30000000000000004, 0.9312666654586792, 1, 0.0001, 1e-5]),
    // Its predictor `random` says a permutation, learns from its training set and remarks nothing.
    (
      "0.5 1 (0, 0, 0, 2, 2, 4)\n0.25 0 (3, 0, 1, 2, 2, 4)\n---\n(3, 0, 1, 2, 2, 4)\n---\n",
      [0.25, 0.5]
    ),
    (
      """
      0.9 nan d0ab
      nan 0.5 77ff
      0.97 inf Genotype(normal=[('skip_connect', 1)], normal_concat=range(2, 6), reduce=[], reduce_concat=range(2, 6))
      ---
      ---
      tensor(0.1, dtype=torch.float64)

      """, [0.97, .nan, 0.9]
    ),
  ]

  @Test(arguments: owns)
  func `replays Eagle's own`(text: String, scores: [Double]) throws {
    let logs = try Self.read(text + "===\n" + text)
    #expect(logs.count == 2)
    for log in logs {
      #expect("\(TrainedSequence(log, name: "").scores)" == "\(scores)")
      #expect(try Self.read(String(decoding: log.text, as: UTF8.self)) == [log])
    }
  }
}
