import Foundation
import TestSupport
import Testing

/// `dataset-merge` is killed at random moments; the catalog must open, be sound, and be completed
/// by running the same merge again.
///
/// Five rounds by default; `PERFMILL_KILLS=100` asks for a hundred.
@Suite("Killed merges", .serialized)
struct MergeKillTests {
  static let rounds = Int(ProcessInfo.processInfo.environment["PERFMILL_KILLS"] ?? "") ?? 5

  @Test func `are completed to the same content`() throws {
    let folder = try TemporaryFolder()
    var chance = SplitMix64(seed: 1)
    try folder.write("records", Self.records(graphs: 200, each: 60, from: &chance))
    let whole = try Self.run("dataset-merge --batch 500 --into whole.db records", in: folder)
    let expected = try Self.run("dataset-query --catalog whole.db --records", in: folder)
    #expect(expected.output.split(separator: 0x0A).count == 200 * 61)

    for round in 0..<Self.rounds {
      var kills = 0
      for _ in 0..<3 {
        let delay = Double.random(in: 0.005...max(0.01, whole.seconds), using: &chance)
        if try Self.merge(in: folder, into: "\(round).db", killedAfter: delay) { kills += 1 }
        guard FileManager.default.fileExists(atPath: folder.path("\(round).db")) else { continue }
        let check = try Self.run("sqlite3 \(round).db 'PRAGMA integrity_check'", in: folder)
        if check.status != 127 { #expect(String(decoding: check.output, as: UTF8.self) == "ok\n") }
      }
      let last = try Self.run("dataset-merge --into \(round).db records", in: folder)
      #expect(last.status == 0, "round \(round), killed \(kills) times: \(last.messages)")
      let check = try Self.run(
        "dataset-query --catalog \(round).db --tsv --sql 'SELECT * FROM pragma_integrity_check'",
        in: folder)
      #expect(String(decoding: check.output, as: UTF8.self) == "integrity_check\nok\n")
      let found = try Self.run("dataset-query --catalog \(round).db --records", in: folder)
      #expect(found.output == expected.output, "round \(round), killed \(kills) times")
    }
  }

  @Test func `wait for each other where there are two`() throws {
    let folder = try TemporaryFolder()
    var chance = SplitMix64(seed: 2)
    try folder.write("a", Self.records(graphs: 100, each: 30, from: &chance))
    try folder.write("b", Self.records(graphs: 100, each: 30, from: &chance))
    // xargs waits for both; a shell that was started with signals blocked, as here, may wait forever.
    let both = try Self.run(
      "printf 'a\\nb\\n' | xargs -P 2 -n 1 dataset-merge --quiet --batch 50 --into both.db",
      in: folder)
    #expect(both.status == 0, "\(both.messages)")
    let check = try Self.run(
      "dataset-query --catalog both.db --tsv --sql 'SELECT * FROM pragma_integrity_check'",
      in: folder)
    #expect(String(decoding: check.output, as: UTF8.self) == "integrity_check\nok\n")
    _ = try Self.run("dataset-merge --quiet --into one.db a b", in: folder)
    let found = try Self.run("dataset-query --catalog both.db --records", in: folder)
    let expected = try Self.run("dataset-query --catalog one.db --records", in: folder)
    #expect(found.output == expected.output)
    #expect(found.output.split(separator: 0x0A).count == 200 * 31)
  }

  /// A run of a shell command, and how long it took.
  private struct Outcome {
    let status: Int32
    let output: Data
    let messages: String
    let seconds: Double
  }

  private static func run(_ command: String, in folder: TemporaryFolder) throws -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    let run = try ToolRun(shell: command, in: folder.url)
    let seconds = Double((clock.now - start) / .milliseconds(1)) / 1000
    return Outcome(
      status: run.status, output: run.output, messages: run.messages, seconds: seconds)
  }

  /// Starts a merge, kills it after so many seconds, and says whether it was still running.
  private static func merge(
    in folder: TemporaryFolder, into catalog: String, killedAfter delay: Double
  ) throws -> Bool {
    let process = Process()
    process.executableURL = ToolRun.products.appending(path: "dataset-merge")
    process.arguments = ["--quiet", "--batch", "500", "--into", catalog, "records"]
    process.currentDirectoryURL = folder.url
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: delay)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  /// Records of graphs and measurements, mixed as a stream might mix them.
  private static func records(
    graphs: Int, each: Int, from chance: inout SplitMix64
  ) -> String {
    var lines: [String] = []
    for graph in 0..<graphs {
      let id =
        "g1-" + String(chance.next(), radix: 16).padding(toLength: 32, withPad: "0", startingAt: 0)
      lines.append(
        """
        {"kind":"graph","id":"\(id)","name":"net\(graph)","inputs":[{"name":"x","shape":[1,3],\
        "type":"float32"}],"weights":[],"nodes":[{"op":"Relu","inputs":[-1],"outputs":\
        [{"shape":[1,3],"type":"float32"}]}],"outputs":[0],"edges":[],"totals":{}}
        """)
      for number in 0..<each {
        lines.append(
          """
          {"kind":"measurement","graph":"\(id)","platform":"p\(number % 9)","metric":"latency",\
          "value":\(Double.random(in: 0...1, using: &chance)),"unit":"s","batch":\(number + 1),\
          "dataset":"d","split":"train","source":{"path":"gt.txt","line":\(lines.count)}}
          """)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
