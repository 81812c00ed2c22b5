import ByteReading
import Foundation
import Testing

@Suite("Mapped file")
struct MappedFileTests {
  @Test(arguments: [[], [0x61], [UInt8](repeating: 7, count: 10_000)])
  func `lends the bytes of a file`(content: [UInt8]) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(content).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(try mappedContent(of: url.path) == content)
  }

  @Test func `refuses what is not there`() {
    let expected = FileError(.system(errno: ENOENT), path: "/no/such/file")
    #expect(throws: expected) { try mappedContent(of: "/no/such/file") }
    #expect(expected.description == "/no/such/file: no such file or directory")
  }

  @Test(arguments: ["/", "/dev/null"])
  func `refuses folders and devices`(path: String) {
    #expect(throws: FileError(.notRegular, path: path)) { try mappedContent(of: path) }
  }
}

private func mappedContent(of path: String) throws -> [UInt8] {
  let file = try MappedFile.open(path)
  let bytes = file.bytes
  return bytes.copied()
}
