import ByteReading
import ContentHashing
import Foundation
import TestSupport
import Testing

@Suite("Fixtures")
struct FixtureTests {
  /// A line of `MANIFEST.tsv`.
  struct Entry {
    let path: String
    let sha256: String
    let bytes: Int?
  }

  @Test func `are what the manifest says`() throws {
    let entries = try Self.manifest()
    for entry in entries {
      let bytes = try Checkout.bytes(of: entry.path)
      #expect(entry.bytes == bytes.count, "\(entry.path)")
      #expect(ContentHash(of: bytes.bytes).hexDigits == entry.sha256, "\(entry.path)")
    }
    #expect(try Self.files().subtracting(entries.map(\.path)) == [])
  }

  private static func manifest() throws -> [Entry] {
    String(decoding: try Checkout.bytes(of: "MANIFEST.tsv"), as: UTF8.self)
      .split(separator: "\n").dropFirst().map { line in
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        return Entry(path: fields[0], sha256: fields[1], bytes: Int(fields[2]))
      }
  }

  /// All fixtures but the texts about them and the programs that make them.
  private static func files() throws -> Set<String> {
    let folder = try #require(FileManager.default.enumerator(atPath: Checkout.fixture("")))
    var files: Set<String> = []
    while let path = folder.nextObject() as? String {
      guard folder.fileAttributes?[.type] as? FileAttributeType == .typeRegular,
        !path.hasPrefix("make/"), path != "MANIFEST.tsv", !path.hasSuffix("README.md")
      else { continue }
      files.insert(path)
    }
    return files
  }
}
