import ByteReading
import Foundation
import Measuring
import ProcessControl
import TestSupport
import Testing

@Suite("Measuring")
struct MeasuringRunTests {
  @Test func `keeps samples, conditions and the source`() throws {
    let folder = try TemporaryFolder()
    let run = try FakeMeasuring(["a.onnx"], in: folder)
    #expect(run.error == nil)
    #expect(run.all("metric") == ["latency", "energy"])
    #expect(run.all("state") == ["measured", "estimated"])
    #expect(run.all("platform") == ["fake-cpu", "fake-cpu"])
    #expect(run.all("dataset") == ["fakes", "fakes"])
    let latency = try #require(run.records.first)
    #expect(latency["samples"] as? [[Double]] == [[0.001, 0.002, 0.0015, 0.0012]])
    #expect(latency["value"] == nil)
    #expect(latency["batch"] as? Int == 1)
    #expect(run.records[1]["value"] as? Double == 0.5)
    let conditions = try #require(latency["conditions"] as? [String: Any])
    #expect(conditions["runtime"] as? String == "fake")
    #expect(conditions["warmup"] as? Int == 2)
    let source = try #require(latency["source"] as? [String: Any])
    #expect(source["path"] as? String == folder.path("a.onnx"))
    #expect(run.warnings.contains("runner fake: this is no real runner"))
  }

  static let failures = [
    ("unsupported.onnx", "unsupported-op"), ("memory.onnx", "out-of-memory"),
    ("crash.onnx", "crash"), ("slow.onnx", "timeout"),
  ]

  @Test func `goes on after models that fail`() throws {
    let names = Self.failures.flatMap { [$0.0, "after-\($0.0.first ?? "x").onnx"] }
    let run = try FakeMeasuring(names, in: try TemporaryFolder()) { $0.timeout = 0.7 }
    #expect(run.error == nil)
    let failed = run.records.filter { $0["state"] as? String == "failed" }
    #expect(failed.map { $0["reason"] as? String } == Self.failures.map(\.1))
    #expect(failed.allSatisfy { $0["value"] == nil && $0["samples"] == nil })
    #expect(run.records.filter { $0["state"] as? String == "measured" }.count == 4)
  }

  @Test func `is a failure where ONNX is damaged`() throws {
    let folder = try TemporaryFolder()
    // A graph that claims more bytes than there are.
    try folder.write("damaged.onnx", [0x08, 0x08, 0x3A, 0x7F, 0x0A])
    var queue = MeasuringQueue(batch: nil, family: nil)
    try queue.add("damaged.onnx", at: .path(folder.path("damaged.onnx")))
    let run = try FakeMeasuring(queue)
    #expect(run.all("reason") == ["invalid"])
  }

  @Test func `visits all models before any again, and nests rounds`() throws {
    let run = try FakeMeasuring(["a.onnx", "b.onnx"], in: try TemporaryFolder()) { $0.rounds = 3 }
    #expect(
      run.visits == [
        "a.onnx 0", "b.onnx 0", "a.onnx 1", "b.onnx 1", "a.onnx 2", "b.onnx 2",
      ])
    #expect((run.records[0]["samples"] as? [[Double]])?.count == 3)
    #expect((run.records[0]["conditions"] as? [String: Any])?["rounds"] as? Int == 3)
  }

  @Test func `goes through models in an order that the seed decides`() throws {
    let names = (0..<12).map { "\($0).onnx" }
    let orders = try [1, 1, 2].map { seed in
      try FakeMeasuring(names, in: try TemporaryFolder()) {
        $0.isShuffled = true
        $0.seed = UInt64(seed)
      }.visits
    }
    #expect(orders[0] == orders[1])
    #expect(orders[0] != orders[2])
    #expect(orders[0].sorted() == names.map { "\($0) 0" }.sorted())
  }

  @Test func `does nothing twice with a journal`() throws {
    let folder = try TemporaryFolder()
    let names = ["a.onnx", "unsupported.onnx", "b.onnx"]
    let journal = folder.path("journal")
    let first = try FakeMeasuring(Array(names.prefix(2)), in: folder, journal: journal)
    #expect(first.visits.count == 2)
    let second = try FakeMeasuring(names, in: folder, journal: journal)
    #expect(second.visits == ["b.onnx 0"])
    #expect(second.all("model") == ["a.onnx", "a.onnx", "unsupported.onnx", "b.onnx", "b.onnx"])
    let more = try FakeMeasuring(names, in: folder, journal: journal) { $0.rounds = 2 }
    #expect(more.visits == ["a.onnx 1", "b.onnx 1"])
    let torn = try String(contentsOfFile: journal, encoding: .utf8).dropLast(9)
    try folder.write("journal", String(torn))
    let last = try FakeMeasuring(names, in: folder, journal: journal) { $0.rounds = 2 }
    #expect(last.visits == ["b.onnx 1"])
    #expect(last.records.count == 5)
  }

  @Test func `visits failed models again when asked to`() throws {
    let folder = try TemporaryFolder()
    let journal = folder.path("journal")
    let words = ["sh", "-c", "exec '\(FakeMeasuring.words[0])' \"$0\"", folder.path("log")]
    let names = ["a.onnx", "slow.onnx"]
    _ = try FakeMeasuring(names, in: folder, words: words, journal: journal) { $0.timeout = 0.5 }
    let again = try FakeMeasuring(
      names, in: folder, words: words, journal: journal, retrying: true
    ) {
      $0.timeout = 0.6
    }
    #expect(again.visits == ["slow.onnx 0"])
    // The entry says that it went well this time.
    let text = try String(contentsOfFile: journal, encoding: .utf8)
    let good = text.split(separator: "\n")[1].replacing("a.onnx", with: "slow.onnx")
    try folder.write("journal", text + good + "\n")
    let last = try FakeMeasuring(names, in: folder, words: words, journal: journal)
    #expect(last.visits == [])
    #expect(last.all("state") == ["measured", "estimated", "measured", "estimated"])
  }

  @Test func `does not take a journal of other settings or damage`() throws {
    let folder = try TemporaryFolder()
    let journal = folder.path("journal")
    _ = try FakeMeasuring(["a.onnx"], in: folder, journal: journal)
    #expect(throws: MeasuringError.self) {
      try FakeMeasuring(["a.onnx"], in: folder, journal: journal) { $0.repetitions = 7 }
    }
    let text = try String(contentsOfFile: journal, encoding: .utf8)
    try folder.write("journal", text + "{}\n")
    #expect {
      try FakeMeasuring(["a.onnx"], in: folder, journal: journal)
    } throws: {
      "\($0)".hasPrefix("\(journal):3: ")
    }
  }

  static let brokenRunners: [(answer: String, message: String)] = [
    ("hello", "does not keep to the protocol: byte 0: found 'h'; expected an object in hello"),
    (#"{"type":"hello","protocol":2}"#, "found protocol 2; expected 1"),
    (#"{"type":"done"}"#, "found done; expected hello"),
    (#"{"type":"refused","message":"no device"}"#, "runner sh: no device"),
  ]

  @Test(arguments: brokenRunners)
  func `stops where a runner does not speak the protocol`(
    answer: String, message: String
  ) throws {
    let run = try FakeMeasuring(
      ["a.onnx"], in: try TemporaryFolder(),
      words: ["sh", "-c", "echo '\(answer)'; cat >/dev/null"])
    #expect(
      run.error.map { "\($0)" }?.contains(message) == true, "\(String(describing: run.error))")
  }

  static let brokenAnswers: [(answer: String, message: String)] = [
    (#"{"type":"samples","job":9,"values":[1]}"#, "found job 9; expected job 1"),
    (#"{"type":"samples","values":[-1]}"#, "values[0]: found -1.0; expected a number from 0"),
    (#"{"type":"samples","values":["NaN"]}"#, "values[0]: found '\"'"),
    (#"{"type":"samples","unit":"ms","values":[1]}"#, "expected one of s, B, J, W, 1 and count"),
    (#"{"type":"prepared"}"#, "found prepared; expected samples, figure, done or failed"),
  ]

  @Test(arguments: brokenAnswers)
  func `stops where a runner sends what it should not`(answer: String, message: String) throws {
    let script = """
      read -r line; echo '{"type":"hello","protocol":1}'
      while read -r line; do
        case $line in
        *'"prepare"'*) echo '{"type":"prepared","job":1}' ;;
        *'"run"'*) echo '\(answer)' ;;
        esac
      done
      """
    let run = try FakeMeasuring(
      ["a.onnx"], in: try TemporaryFolder(), words: ["sh", "-c", script])
    #expect(
      run.error.map { "\($0)" }?.contains(message) == true, "\(String(describing: run.error))")
  }

  @Test func `tries again when the way to a runner breaks`() throws {
    let folder = try TemporaryFolder()
    let run = try FakeMeasuring(
      ["a.onnx", "lost.onnx"], in: folder, words: FakeMeasuring.words + [folder.path("log")],
      via: ["env"])
    #expect(run.error as? MeasuringError == .lost(runner: "fake", ""))
    // What was measured before is handed over all the same.
    #expect(run.all("model") == ["a.onnx", "a.onnx"])
    let log = try String(contentsOfFile: folder.path("log"), encoding: .utf8)
    #expect(log == "a.onnx\nlost.onnx\nlost.onnx\nlost.onnx\n")
  }

  @Test func `refuses files that are no models`() throws {
    let folder = try TemporaryFolder()
    try folder.write("page.onnx", "<!DOCTYPE html><html>")
    try folder.write("small.tflite", [0x1C, 0, 0, 0] + Array("TFL3".utf8))
    var queue = MeasuringQueue(batch: nil, family: nil)
    for name in ["page.onnx", "small.tflite", "missing.onnx"] {
      try queue.add(name, at: .path(folder.path(name)))
    }
    let run = try FakeMeasuring(queue)
    #expect(run.error == nil)
    #expect(run.records.isEmpty)
    #expect(run.refusals.count == 3)
    #expect(run.refusals[0] == "page.onnx: found an HTML page; expected onnx")
    #expect(run.refusals[1] == "small.tflite: found a TFLite model; expected onnx")
  }

  // MARK: Noise

  @Test func `survives runners that speak noise`() throws {
    let folder = try TemporaryFolder()
    var chance = SplitMix64(seed: 11)
    let hello = #"{"type":"hello","protocol":1,"formats":["onnx"],"conditions":{"threads":1e300}}"#
    for _ in 0..<20 {
      var noise = Array((hello + "\n" + hello.replacing("hello", with: "samples") + "\n").utf8)
      for _ in 0..<Int.random(in: 0..<6, using: &chance) {
        noise[Int.random(in: 0..<noise.count, using: &chance)] = UInt8.random(
          in: 0...255, using: &chance)
      }
      let words = ["sh", "-c", "cat '\(try folder.write("noise", noise))'; exec cat >/dev/null"]
      let run = try FakeMeasuring(["a.onnx"], in: folder, words: words) { $0.timeout = 0.1 }
      #expect(run.error != nil || run.records.count + run.refusals.count == 1)
    }
  }

  @Test func `survives journals with damage`() throws {
    let folder = try TemporaryFolder()
    let journal = folder.path("journal")
    _ = try FakeMeasuring(["a.onnx", "b.onnx"], in: folder, journal: journal)
    let whole = Array(try Data(contentsOf: URL(filePath: journal)))
    let start = try #require(whole.firstIndex(of: 0x0A))
    var chance = SplitMix64(seed: 12)
    for _ in 0..<60 {
      var damaged = whole
      for _ in 0..<3 {
        damaged[Int.random(in: start..<damaged.count, using: &chance)] = UInt8.random(
          in: 0...255, using: &chance)
      }
      try folder.write("journal", damaged)
      do {
        let run = try FakeMeasuring(["a.onnx", "b.onnx"], in: folder, journal: journal)
        #expect(run.error == nil)
        #expect(run.records.count == 4)
      } catch {
        #expect("\(error)".hasPrefix(journal))
      }
    }
  }
}
