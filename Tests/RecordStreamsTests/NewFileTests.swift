import Foundation
import RecordStreams
import TestSupport
import Testing

@Suite("New file")
struct NewFileTests {
  private struct Failure: Error {}

  @Test func `appears whole`() throws {
    let folder = try TemporaryFolder()
    try NewFile.appear(at: folder.path("a")) { temporary in
      #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
      try "text".write(toFile: temporary, atomically: false, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: folder.path("a"), encoding: .utf8) == "text")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a"])
  }

  @Test func `never takes the place of another`() throws {
    let folder = try TemporaryFolder()
    try NewFile.appear(at: folder.path("a")) { temporary in
      try "late".write(toFile: temporary, atomically: false, encoding: .utf8)
      try "first".write(toFile: folder.path("a"), atomically: false, encoding: .utf8)
    }
    try NewFile.appear(at: folder.path("a")) { _ in Issue.record("there is one") }
    #expect(try String(contentsOfFile: folder.path("a"), encoding: .utf8) == "first")
  }

  @Test func `does not appear if it cannot be made`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: Failure.self) {
      try NewFile.appear(at: folder.path("a")) { temporary in
        try "half".write(toFile: temporary, atomically: false, encoding: .utf8)
        throw Failure()
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
  }
}
