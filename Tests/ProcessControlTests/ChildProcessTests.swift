import ByteReading
import ProcessControl
import TestSupport
import Testing

@Suite("Child process")
struct ChildProcessTests {
  private static var soon: ContinuousClock.Instant { .now + .seconds(20) }

  // MARK: Talking

  @Test func `answers line by line`() throws {
    let cat = try ChildProcess(["cat"])
    for line in ["one", "", "zwei ✓"] {
      try cat.send(Array("\(line)\n".utf8).bytes, by: Self.soon)
      #expect(String(decoding: try cat.receiveLine(by: Self.soon), as: UTF8.self) == line)
    }
    cat.closeInput()
    #expect(cat.wait(for: .seconds(20)) == .exited(0))
  }

  @Test func `takes more than a pipe holds while it answers more than a pipe holds`() throws {
    let copier = try ChildProcess(["sh", "-c", "tr -d '\\n' | tr x y; echo"])
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)
    try copier.send(bytes.bytes, by: Self.soon)
    copier.closeInput()
    let line = try copier.receiveLine(by: Self.soon)
    #expect(line.count == bytes.count)
    #expect(line.allSatisfy { $0 == UInt8(ascii: "y") })
  }

  @Test func `hands words over as they are`() throws {
    let words = ["printf", "%s\\n", "a b", "$HOME", "*", "'\""]
    let printf = try ChildProcess(words)
    for word in words.dropFirst(2) {
      #expect(String(decoding: try printf.receiveLine(by: Self.soon), as: UTF8.self) == word)
    }
  }

  // MARK: Ending

  static let endings: [(command: String, reason: ProcessError.Reason, lastWords: String)] = [
    ("exit 0", .ended(.exited(0)), ""),
    ("echo 'no model' >&2; exit 3", .ended(.exited(3)), "no model"),
    ("printf 'first\\nlast\\n\\n' >&2; kill -9 $$", .ended(.signalled(9)), "last"),
    ("sleep 60", .timedOut, ""),
    ("exec >&-; sleep 60", .ended(.signalled(9)), ""),
  ]

  @Test(arguments: endings)
  func `says how a program has ended`(
    command: String, reason: ProcessError.Reason, lastWords: String
  ) throws {
    let shell = try ChildProcess(["sh", "-c", command])
    #expect(throws: ProcessError("sh", reason, lastWords: lastWords)) {
      try shell.receiveLine(by: .now + .milliseconds(500))
    }
  }

  @Test func `says that a program has ended to who sends on`() throws {
    let shell = try ChildProcess(["sh", "-c", "echo 'had enough' >&2"])
    #expect(throws: ProcessError("sh", .ended(.exited(0)), lastWords: "had enough")) {
      while true { try shell.send([UInt8](repeating: 0, count: 1 << 20).bytes, by: Self.soon) }
    }
  }

  @Test func `says why a program does not start`() {
    #expect(throws: ProcessError("/nowhere/at-all", .notStarted(2))) {
      try ChildProcess(["/nowhere/at-all"])
    }
  }

  @Test func `leaves nothing behind of a program that is let go of`() throws {
    let folder = try TemporaryFolder()
    let mark = folder.path("alive")
    do {
      let shell = try ChildProcess([
        "sh", "-c", "(sleep 1; echo > '\(mark)') & echo started; wait",
      ])
      #expect(String(decoding: try shell.receiveLine(by: Self.soon), as: UTF8.self) == "started")
    }
    let watch = try ChildProcess(["sh", "-c", "sleep 1.5; ls '\(mark)' 2>/dev/null; echo done"])
    #expect(String(decoding: try watch.receiveLine(by: Self.soon), as: UTF8.self) == "done")
  }
}
