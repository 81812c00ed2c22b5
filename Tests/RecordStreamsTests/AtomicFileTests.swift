import Foundation
import RecordStreams
import Testing

@Suite("Atomic file")
struct AtomicFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "atomic-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func contents() throws -> [String: String] {
    var contents: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      contents[name] = try String(contentsOfFile: path(name), encoding: .utf8)
    }
    return contents
  }

  @Test func `appears whole when it is finished`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try AtomicFile(path: path("a"))
    for _ in 0..<50_000 { try file.write(Array("12345\n".utf8)) }
    #expect(try contents()["a"] == nil)
    try file.finish()
    #expect(try contents() == ["a": String(repeating: "12345\n", count: 50_000)])
  }

  @Test func `leaves everything as it was when it is let go of`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try "before".write(toFile: path("a"), atomically: false, encoding: .utf8)
    do {
      let file = try AtomicFile(path: path("a"))
      try file.write(Array("after".utf8))
      try file.flush()
    }
    #expect(try contents() == ["a": "before"])
  }

  @Test func `keeps the mode of the file it replaces, and a link to it`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try "before".write(toFile: path("a"), atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path("a"))
    try FileManager.default.createSymbolicLink(atPath: path("b"), withDestinationPath: "a")
    let file = try AtomicFile(path: path("b"))
    try file.write(Array("after".utf8))
    try file.finish()
    #expect(try contents() == ["a": "after", "b": "after"])
    let attributes = try FileManager.default.attributesOfItem(atPath: path("a"))
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("b")) == "a")
  }

  @Test func `writes to a device without replacing it`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try AtomicFile(path: "/dev/null")
    try file.write([1, 2, 3])
    try file.finish()
    let attributes = try FileManager.default.attributesOfItem(atPath: "/dev/null")
    #expect(attributes[.type] as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test func `says why it cannot be created`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect { _ = try AtomicFile(path: path("no/such/a")) } throws: {
      String(describing: $0).hasSuffix("no/such/a: cannot create: no such file or folder")
    }
    #expect { _ = try AtomicFile(path: folder.path) } throws: {
      String(describing: $0).hasSuffix(": cannot create: is a folder")
    }
  }
}
