import ByteReading
import Foundation
import PickleFormat
import TestSupport
import Testing

@Suite("Pickle writer")
struct PickleWriterTests {
  // MARK: Bytes

  static let small: [(PythonValue, two: Hex, four: Hex)] = [
    (.none, "80 02 4E 2E", "80 04 4E 2E"),
    (.bool(true), "80 02 88 2E", "80 04 88 2E"),
    (.int(255), "80 02 4B FF 2E", "80 04 4B FF 2E"),
    (.int(-1), "80 02 4A FF FF FF FF 2E", "80 04 95 06 00 00 00 00 00 00 00 4A FF FF FF FF 2E"),
    (.tuple([]), "80 02 29 2E", "80 04 29 2E"),
    (.list([]), "80 02 5D 2E", "80 04 5D 2E"),
    (
      .list([.int(1), .int(2)]), "80 02 5D 28 4B 01 4B 02 65 2E",
      "80 04 95 08 00 00 00 00 00 00 00 5D 28 4B 01 4B 02 65 2E"
    ),
    (
      .dictionary([(.text("a"), .none)]), "80 02 7D 58 01 00 00 00 61 71 00 4E 73 2E",
      "80 04 95 08 00 00 00 00 00 00 00 7D 8C 01 61 94 4E 73 2E"
    ),
  ]

  @Test(arguments: small)
  func `writes what CPython writes`(value: PythonValue, two: Hex, four: Hex) {
    #expect(value.pickled(.two) == two.bytes)
    #expect(value.pickled(.four) == four.bytes)
  }

  @Test func `refers to texts that come again`() {
    let once = PythonValue.list([.text("operator")]).pickled(.four).count
    let often = PythonValue.list(Array(repeating: .text("operator"), count: 100)).pickled(.four)
    #expect(often.count < once + 210)
  }

  @Test func `is read back`() throws {
    let value = PythonValue.tuple([.text("a"), .double(0.5), .bytes([0, 255]), .numPyDouble(2.5)])
    for version in [PickleWriter.Version.two, .four] {
      let bytes = value.pickled(version)
      var machine = PickleMachine(bytes.bytes)
      guard let arena = try machine.next(), let items = arena.itemArray(arena.root) else {
        Issue.record("no tuple")
        continue
      }
      #expect(arena.string(items[0]) == "a")
      #expect(arena.double(items[1]) == 0.5)
      #expect(arena.bytes(items[2])?.copied() == [0, 255])
      #expect(arena.number(items[3]) == 2.5)
    }
  }

  // MARK: CPython

  @Test(
    .enabled(if: PythonOracle.has("numpy"), "needs Scripts/oracles"),
    arguments: [PickleWriter.Version.two, .four])
  func `is loaded by CPython to an equal object`(version: PickleWriter.Version) throws {
    var noise = SplitMix64(seed: UInt64(version.rawValue))
    var values = PythonValue.corners
    for _ in 0..<400 { values.append(.random(depth: 4, using: &noise)) }
    let folder = try TemporaryFolder()
    let path = try folder.write("all.pickle", values.flatMap { $0.pickled(version) })
    let lines = try loaded(path, version)
    #expect(lines.count == values.count)
    for (line, value) in zip(lines, values) {
      let parts = line.split(separator: " ", maxSplits: 2)
      #expect(parts[2] == value.spelling)
      let (ours, theirs) = (try #require(Int(parts[0])), try #require(Int(parts[1])))
      // Texts that are equal but not one object are written twice by CPython, and numpy 2 names
      // another module than all versions know.
      #expect(ours <= theirs + theirs / 4 + 40, "\(line.prefix(200))")
    }
  }

  private func loaded(_ path: String, _ version: PickleWriter.Version) throws -> [Substring] {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Oracles/load_pickles.py").path
    let process = Process()
    process.executableURL = URL(filePath: PythonOracle.interpreter)
    process.arguments = [script, path, "\(version.rawValue)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: output, as: UTF8.self).split(separator: "\n")
  }
}
