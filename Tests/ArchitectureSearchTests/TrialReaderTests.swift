import ArchitectureSearch
import ByteReading
import DenseKernels
import RecordStreams
import TestSupport
import Testing

@Suite("Trial records")
struct TrialReaderTests {
  private static func read(_ text: String, isMaximised: Bool = true) throws -> [TrainedSequence] {
    var reader = TrialReader(isMaximised: isMaximised)
    for line in text.split(separator: "\n") {
      let bytes = Array(line.utf8)
      try reader.read(json: bytes.bytes)
    }
    return reader.sequences
  }

  @Test(arguments: [SearchStrategy.predictor, .random])
  func `read back as what was searched`(strategy: SearchStrategy) throws {
    let goal = SearchGoal(limit: "latency <= 9ms")
    let problem = try SearchProblem(try MacroSpace.table(step: 81), goal)
    var search = PredictorSearch()
    search.predictor = .ridge
    (search.models, search.rounds) = (8, 2)
    let run = try SearchRun(problem, search, RegularisedEvolution(), budget: 12, for: [strategy])
    var writer = JSONWriter()
    var expected: [TrainedSequence] = []
    for seed in [3, 4] as [UInt64] {
      let trace = try run.trace(strategy, seed: seed, workers: Workers(1))
      trace.write(of: problem, predictor: strategy == .random ? nil : "ridge", to: &writer)
      let name = strategy == .random ? "random" : "predictor (ridge)"
      expected.append(TrainedSequence(trace, of: problem, name: name))
    }
    let text = String(decoding: writer.take(), as: UTF8.self)
    #expect(try Self.read(text) == expected)
    #expect(try Self.read(text, isMaximised: false).map(\.shown) == expected.map(\.shown))
  }

  private static let trial =
    #"{"kind":"trial","strategy":"random","seed":"1","order":1,"value":0.5}"#

  static let refused: [(String, String)] = [
    (trial + "\n" + trial, "trial 1 of random, seed 1"),
    (#"{"kind":"measurement"}"#, "\"measurement\""),
    (#"{"kind":"trial","seed":"1","order":1,"value":0.5}"#, "no key \"strategy\""),
    (#"{"kind":"trial","strategy":"random","seed":"1","value":0.5}"#, "no key \"order\""),
    (#"{"kind":"trial","strategy":"random","seed":"1","order":1}"#, "no key \"value\""),
  ]

  @Test(arguments: refused)
  func `are refused where they are none`(text: String, found: String) {
    let error = #expect(throws: RecordError.self) { try Self.read(text) }
    #expect(error?.found == found)
  }
}
