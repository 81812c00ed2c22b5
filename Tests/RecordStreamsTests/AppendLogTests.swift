import ByteReading
import RecordStreams
import TestSupport
import Testing

@Suite("Append log")
struct AppendLogTests {
  @Test func `finds its lines again`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("log")
    do {
      let log = try AppendLog(path: path)
      #expect(try log.append(Array("one".utf8)) == 0..<3)
      #expect(try log.append(Array("second".utf8)) == 4..<10)
    }
    let log = try AppendLog(path: path)
    #expect(try Self.lines(of: log) == ["1 one", "2 second"])
    #expect(try log.append([]) == 11..<11)
    #expect(try log.line(at: 4..<10) == Array("second".utf8))
    #expect(try Self.lines(of: log) == ["1 one", "2 second", "3 "])
  }

  static let torn: [(file: String, lines: [String])] = [
    ("", []), ("{", []), ("{\"a\":", []), ("\n", ["1 "]), ("one\ntw", ["1 one"]),
    ("one\ntwo\n", ["1 one", "2 two"]),
    (String(repeating: "x", count: 200_000), []),
    ("one\n" + String(repeating: "x", count: 200_000), ["1 one"]),
  ]

  @Test(arguments: torn)
  func `drops a line that was not finished`(file: String, lines: [String]) throws {
    let folder = try TemporaryFolder()
    let log = try AppendLog(path: try folder.write("log", file))
    #expect(try Self.lines(of: log) == lines)
    _ = try log.append(Array("next".utf8))
    #expect(try Self.lines(of: log) == lines + ["\(lines.count + 1) next"])
  }

  @Test func `belongs to one writer at a time`() throws {
    let folder = try TemporaryFolder()
    let first = try AppendLog(path: folder.path("log"))
    let refusal = StreamError(
      folder.path("log"), .open, .damaged("another run is writing to it"))
    #expect(throws: refusal) { try AppendLog(path: folder.path("log")) }
    withExtendedLifetime(first) {}
  }

  @Test func `keeps lines without a name too`() throws {
    let log = try AppendLog()
    let range = try log.append(Array("passing".utf8))
    #expect(try log.line(at: range) == Array("passing".utf8))
  }

  private static func lines(of log: AppendLog) throws -> [String] {
    var lines: [String] = []
    try log.eachLine { line, number, range in
      lines.append("\(number) \(line.text)")
      #expect(range.count == line.byteCount)
    }
    return lines
  }
}
