import ArgumentParser
import ByteReading
import Foundation
import RecordStreams
import TestSupport
import Testing
import ToolSupport

/// A tool that writes its lines in capitals and refuses those with a question mark.
private struct Capitals: Tool {
  static let configuration = CommandConfiguration.tool("capitals", "Write lines in capitals.")

  @OptionGroup var input: InputOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    try session.mapLines(of: input, choosing: .named("gt.txt"), jobs: parallel.count) {
      line, _, output in
      let text = line.text
      guard !text.contains("?") else { throw FormatError(.malformed("a question"), at: 0) }
      output += Array((text.uppercased() + "\n").utf8)
    }
  }
}

@Suite("Tool session")
struct SessionTests {
  static let labels = "1 ONNX/A.ONNX 8 1.5\n2 ONNX/B.ONNX 8 2.5\n"

  static let inputs = [
    "gt.txt.gz", "gt.txt.zst", "set.tar", "set.tar.gz", "set.zip", "set.7z",
    "set.tar.bz2/set/gt.txt", "set.tar.xz/set",
  ]

  @Test(arguments: inputs)
  func `reads packed inputs in place`(input: String) throws {
    #expect(try output(["-q", Checkout.fixture("archives/" + input)]).text == Self.labels)
  }

  @Test func `reads the files of a folder by name`() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/b/gt.txt", "b\n")
    try folder.write("in/a/gt.txt", "a\n")
    try folder.write("in/other.txt", "c\n")
    #expect(try output([folder.path("in")]).text == "A\nB\n")
  }

  @Test func `reads names from a list`() throws {
    let folder = try TemporaryFolder()
    let one = try folder.write("one", "1a\n")
    let two = try folder.write("two", "2a\n")
    let list = try folder.write("list", "\(two)\n\n")
    #expect(try output(["--files-from", list, one]).text == "1A\n2A\n")
  }

  @Test(arguments: [1, 2, 7])
  func `writes the same for any number of jobs`(jobs: Int) throws {
    let folder = try TemporaryFolder()
    let lines = (0..<200_000).map { $0 % 1000 == 7 ? "\($0)?\n" : "line \($0)\n" }
    let path = try folder.write("lines", lines.joined())
    let expected = lines.filter { !$0.contains("?") }.joined().uppercased()
    let run = try output(["-q", "--jobs", "\(jobs)", path])
    #expect(run.text == expected)
    #expect(run.status == 1)
  }

  static let refusing: [([String], Int32)] = [(["x"], 0), (["x?"], 1), (["x", "?", "y"], 1)]

  @Test(arguments: refusing)
  func `counts what it refuses`(lines: [String], status: Int32) throws {
    let folder = try TemporaryFolder()
    let run = try output(["-q", try folder.write("lines", lines.joined(separator: "\n"))])
    #expect(run.status == status)
  }

  @Test func `leaves no file behind when it fails`() throws {
    let folder = try TemporaryFolder()
    let lines = try folder.write("lines", "a\n?\n")
    #expect(try output(["-q", "--strict", lines], to: folder.path("out")).status == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["lines"])
  }

  static let refused = [
    "pointer": "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    "page": "<!DOCTYPE html><html><body>404</body></html>\n",
  ]

  @Test(arguments: refused)
  func `refuses what was saved in place of data`(name: String, text: String) throws {
    let folder = try TemporaryFolder()
    let run = try output(["-q", try folder.write(name, text), try folder.write("good", "a\n")])
    #expect(run.text == "A\n")
    #expect(run.status == 1)
  }

  @Test(arguments: [["missing"], ["--files-from", "missing"]])
  func `cannot go on without an input that is named`(arguments: [String]) throws {
    #expect(try output(["-q"] + arguments).status == 2)
  }

  @Test func `goes on without one of several inputs`() throws {
    let folder = try TemporaryFolder()
    let run = try output(["-q", "missing", try folder.write("good", "a\n"), "missing too"])
    #expect(run.text == "A\n")
    #expect(run.status == 1)
    #expect(try output(["-q", "missing", "missing too"]).status == 2)
  }
}

/// Runs the tool in this process and returns what it wrote to a file.
private func output(
  _ arguments: [String], to path: String? = nil
) throws -> (text: String, status: Int32) {
  let folder = try TemporaryFolder()
  let path = path ?? folder.path("output")
  var tool = try Capitals.parseAsRoot(arguments + ["-o", path])
  var status: Int32 = 0
  do { try tool.run() } catch let code as ExitCode { status = code.rawValue }
  return ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "", status)
}
