import Foundation
import TestSupport
import Testing

/// `perf-measure` is killed at random moments; whatever it had measured must be in the journal once,
/// and running it again must complete it.
///
/// Five kills by default; `PERFMILL_KILLS=50` asks for fifty.
@Suite("Killed measurements", .serialized)
struct MeasureKillTests {
  static let kills = Int(ProcessInfo.processInfo.environment["PERFMILL_KILLS"] ?? "") ?? 5
  static let models = 24
  static let rounds = 2

  @Test func `lose nothing and double nothing`() throws {
    let folder = try TemporaryFolder()
    for number in 0..<Self.models { try folder.write("models/delayed\(number).onnx", "\(number)") }
    var chance = SplitMix64(seed: 7)
    var kept: [String] = []
    var killed = 0
    while killed < Self.kills {
      let delay = Double.random(in: 0.01...0.6, using: &chance)
      let wasRunning = try Self.measure(in: folder, killedAfter: delay)
      if wasRunning { killed += 1 }
      // What was whole before is still there, first, and as it was.
      let now = try Self.wholeLines(of: folder.path("journal"))
      #expect(Array(now.prefix(kept.count)) == kept, "after kill \(killed)")
      kept = now
      if !wasRunning {
        try Self.checkComplete(in: folder)
        // So that kills hit all stages, the next one begins anew.
        try FileManager.default.removeItem(atPath: folder.path("journal"))
        kept = []
      }
    }
    _ = try Self.measure(in: folder, killedAfter: nil)
    try Self.checkComplete(in: folder)
  }

  private static let arguments = [
    "--quiet", "--runner", "'\(Checkout.fixture("runners/fake"))'", "--rounds", "\(rounds)",
    "--journal", "journal", "models",
  ]

  /// Runs the tool, kills it after so many seconds, and says whether it was still running.
  private static func measure(
    in folder: TemporaryFolder, killedAfter delay: Double?
  ) throws -> Bool {
    let process = Process()
    process.executableURL = ToolRun.products.appending(path: "perf-measure")
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: try folder.write("output", ""))
    try process.run()
    if let delay {
      Thread.sleep(forTimeInterval: delay)
      kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  /// The output and the journal of a run that came to its end hold each visit once.
  private static func checkComplete(in folder: TemporaryFolder) throws {
    let visits = try wholeLines(of: folder.path("journal")).dropFirst().map { line in
      let entry = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return "\(entry?["visit"] as? String ?? "?") \(entry?["round"] as? Int ?? -1)"
    }
    let expected = (0..<models).flatMap { number in
      (0..<rounds).map { "models/delayed\(number).onnx \($0)" }
    }
    #expect(visits.sorted() == expected.sorted())
    let output = try String(contentsOfFile: folder.path("output"), encoding: .utf8)
    let latencies = output.split(separator: "\n").filter { $0.contains(#""metric":"latency""#) }
    #expect(latencies.count == models)
    #expect(latencies.allSatisfy { $0.contains(#""rounds":2"#) })
  }

  private static func wholeLines(of path: String) throws -> [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    // What follows the last newline is not whole.
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
