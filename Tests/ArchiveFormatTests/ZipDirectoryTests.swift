import ArchiveFormat
import ByteReading
import Compression
import TestSupport
import Testing

@Suite("Zip directory")
struct ZipDirectoryTests {
  private static func archive() throws -> [UInt8] { try Checkout.bytes(of: "archives/set.zip") }

  // MARK: Reading

  @Test func `finds every member`() throws {
    let file = try Self.archive()
    let directory = try ZipDirectory(file.bytes)
    let names = directory.members.map(\.name).filter { !$0.hasSuffix("/") }
    #expect(names == ArchiveReaderTests.names)
    let member = try #require(directory.member("set/gt.txt"))
    let labels = try ZipDirectory.withContents(of: member, in: file.bytes, limit: 1000) {
      bytes, _ throws(FormatError) in bytes.copied()
    }
    #expect(labels == ArchiveReaderTests.labels)
  }

  @Test func `finds them behind other bytes`() throws {
    let file = Array("#!/bin/sh\n".utf8) + (try Self.archive())
    #expect(try ZipDirectory(file.bytes).member("set/gt.txt") != nil)
  }

  // MARK: Refusing

  @Test func `refuses a file that is cut off`() throws {
    let file = Array(try Self.archive().dropLast(30))
    #expect(
      throws: FormatError(
        .malformed("a zip file without a directory at its end; it may be cut off"), at: file.count)
    ) { try ZipDirectory(file.bytes) }
  }

  @Test func `refuses bytes that are not what the directory says`() throws {
    var file = try Self.archive()
    let member = try #require(try ZipDirectory(file.bytes).member("set/onnx/a.onnx"))
    file[member.range.upperBound - 1] ^= 0x55
    #expect(throws: FormatError.self) {
      try ZipDirectory.withContents(of: member, in: file.bytes, limit: 1000) {
        bytes, _ throws(FormatError) in bytes.byteCount
      }
    }
  }

  @Test func `unpacks no more than the limit`() throws {
    let zeros = [UInt8](repeating: 0, count: 100_000)
    let file = Self.deflatedArchive(of: zeros)
    let member = try #require(try ZipDirectory(file.bytes).members.first)
    func size(limit: Int) throws(FormatError) -> Int {
      try ZipDirectory.withContents(of: member, in: file.bytes, limit: limit) {
        bytes, _ throws(FormatError) in bytes.byteCount
      }
    }
    #expect(try size(limit: 100_000) == 100_000)
    #expect(throws: FormatError.self) { try size(limit: 99_999) }
  }

  /// A zip file with one member `a`.
  private static func deflatedArchive(of bytes: [UInt8]) -> [UInt8] {
    // What zlib wraps around the deflated bytes is not part of a zip file.
    let packed = Array(Zlib.deflated(bytes.bytes).dropFirst(2).dropLast(4))
    func field(_ value: Int, _ size: Int) -> [UInt8] {
      (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let shared =
      field(20, 2) + field(0, 2) + field(8, 2) + field(0, 4)
      + field(Int(Zlib.checksum(bytes.bytes)), 4) + field(packed.count, 4) + field(bytes.count, 4)
      + field(1, 2)
    let member = ZipDirectory.magic + shared + field(0, 2) + Array("a".utf8) + packed
    let entry =
      field(0x0201_4B50, 4) + field(20, 2) + shared + field(0, 2) + field(0, 2) + field(0, 2)
      + field(0, 2) + field(0, 4) + field(0, 4) + Array("a".utf8)
    let end =
      field(0x0605_4B50, 4) + field(0, 4) + field(1, 2) + field(1, 2) + field(entry.count, 4)
      + field(member.count, 4) + field(0, 2)
    return member + entry + end
  }

  /// Whatever a file's bytes turn into, reading returns or throws.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives noise`(seed: UInt64) throws {
    var noise = SplitMix64(seed: seed)
    var file = try Self.archive()
    for _ in 0..<6 {
      // Most of what is read lies at the end.
      let place = file.count - Int.random(in: 1...min(file.count, 400), using: &noise)
      file[place] = UInt8.random(in: .min ... .max, using: &noise)
    }
    guard let directory = try? ZipDirectory(file.bytes) else { return }
    for member in directory.members {
      _ = try? ZipDirectory.withContents(of: member, in: file.bytes, limit: 1 << 16) {
        bytes, _ throws(FormatError) in bytes.byteCount
      }
    }
  }
}
