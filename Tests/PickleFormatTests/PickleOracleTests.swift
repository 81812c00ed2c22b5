import ByteReading
import Foundation
import PickleFormat
import TestSupport
import Testing

/// Random values that CPython pickles by all protocols and gets back from our JSON.
@Suite("Pickles of CPython")
struct PickleOracleTests {
  static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Oracles/pickle_values.py").path

  @Test(
    .enabled(if: PythonOracle.has("pickle"), "needs Scripts/oracles"),
    arguments: [1, 2] as [Int])
  func `can be had back from JSON, and are listed alike`(seed: Int) throws {
    let folder = try TemporaryFolder()
    try python(["make", folder.path, "\(seed)", "120"])
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    for file in files where file.hasSuffix(".pickle") {
      let bytes = Array(try Data(contentsOf: folder.url.appending(path: file)))
      let name = String(file.dropLast(".pickle".count))
      try folder.write(name + ".json", try json(of: bytes)[0])
      guard files.contains(name + ".dis") else { continue }
      var listing: [UInt8] = []
      var disassembler = PickleDisassembler(ByteCursor(bytes.bytes))
      try disassembler.run { listing.append($0) }
      let expected = Array(try Data(contentsOf: folder.url.appending(path: name + ".dis")))
      #expect(listing == expected, "\(file)")
    }
    try python(["check", folder.path])
  }

  private func python(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: PythonOracle.interpreter)
    process.arguments = [Self.script] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let words = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: words, as: UTF8.self))")
  }
}
