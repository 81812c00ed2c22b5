import Foundation
import TestSupport
import Testing

/// Whole runs of the tools, written down as folders `Cases/<tool>/<what-it-shows>`.
///
/// A folder holds the command line, files that it reads, and what must come of it:
///
///     command    run with `sh -c` in a copy of the folder
///     output     standard output
///     messages   standard error
///     status     the exit status
///
/// A missing expectation is written and the test fails, so that none is ever accepted unseen; with
/// `RECORD=1` in the environment all are written anew. Review them with `git diff`.
@Suite("Tool cases")
struct ToolCaseTests {
  @Test(arguments: try ToolCase.all())
  func `does what its case says`(toolCase: ToolCase) throws {
    let copy = try TemporaryFolder()
    let folder = copy.url.appending(path: "case")
    try FileManager.default.copyItem(at: toolCase.folder, to: folder)
    for expectation in ["output", "messages", "status"] {
      try? FileManager.default.removeItem(at: folder.appending(path: expectation))
    }
    let run = try ToolRun(shell: try toolCase.command(), in: folder)
    try toolCase.check("status", Data("\(run.status)\n".utf8))
    try toolCase.check("messages", Data(run.messages.utf8))
    try toolCase.check("output", run.output)
  }
}

/// One folder of `Cases`.
struct ToolCase: Sendable, CustomTestStringConvertible {
  let folder: URL

  var testDescription: String { folder.pathComponents.suffix(2).joined(separator: "/") }

  static func all() throws -> [ToolCase] {
    let cases = Checkout.folder.appending(path: "Tests/ToolTests/Cases")
    return try folders(in: cases).flatMap { try folders(in: $0) }.map { ToolCase(folder: $0) }
  }

  private static func folders(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles
    ).sorted { $0.path < $1.path }
  }

  func command() throws -> String {
    try String(contentsOf: folder.appending(path: "command"), encoding: .utf8)
  }

  func check(_ name: String, _ found: Data) throws {
    let file = folder.appending(path: name)
    let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
    guard !isRecording, let expected = try? Data(contentsOf: file) else {
      try found.write(to: file)
      Issue.record("\(testDescription)/\(name) was written; look at it and run again")
      return
    }
    #expect(
      String(decoding: found, as: UTF8.self) == String(decoding: expected, as: UTF8.self),
      "\(testDescription)/\(name)")
  }
}
