import ArchiveFormat
import ByteReading
import RecordStreams
import TestSupport
import Testing

@Suite("Tar reader")
struct TarReaderTests {
  private static let longName = String(repeating: "folder/", count: 30) + "file"

  /// Members that say the same in all the ways there are.
  private static let members: [(tar: [UInt8], name: String, kind: ArchiveEntry.Kind)] = [
    (Tar.member("a.txt", "hello"), "a.txt", .file),
    (Tar.member("./a.txt", "hello", mark: ""), "a.txt", .file),
    (Tar.member("a.txt", "hello", prefix: "in/here"), "in/here/a.txt", .file),
    (Tar.member("a.txt", "hello", mark: "ustar  ", prefix: "times"), "a.txt", .file),
    (Tar.member("a.txt", "hello", type: "7"), "a.txt", .file),
    (Tar.member("a.txt", "hello", type: "\0"), "a.txt", .file),
    (Tar.member("a.txt", "hello", type: "?"), "a.txt", .file),
    (Tar.member("a.txt", "hello", size: [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]), "a.txt", .file),
    (Tar.member("a.txt", "hello", size: Array("          5 ".utf8)), "a.txt", .file),
    (
      Tar.member("././@LongLink", longName + "\0", type: "L") + Tar.member("cut", "hello"),
      longName, .file
    ),
    (
      Tar.member("x", Tar.pax(["path": longName, "size": "5"]), type: "x")
        + Tar.member("cut", "hello", size: Array("00000000000\0".utf8)), longName, .file
    ),
    (
      Tar.member("g", Tar.pax(["comment": "all"]), type: "g")
        + Tar.member("././@LongLink", longName, type: "K") + Tar.member("a.txt", "hello"), "a.txt",
      .file
    ),
    (Tar.member("folder/", "", type: "0"), "folder/", .folder),
    (Tar.member("folder", "", type: "5"), "folder", .folder),
    (Tar.member("a.txt", "", type: "2"), "a.txt", .link),
    // The length is that of what the link stands for.
    (Tar.member("a.txt", "", type: "1", size: Array("00000000005\0".utf8)), "a.txt", .link),
    (Tar.member("pipe", "", type: "6"), "pipe", .other),
  ]

  @Test(arguments: members)
  func `reads headers of all kinds`(
    tar: [UInt8], name: String, kind: ArchiveEntry.Kind
  ) throws {
    let reader = try ArchiveReader(Tar.source(of: tar + Tar.member("next", "world") + Tar.end))
    let first = try #require(try reader.next())
    #expect(first.name == name && first.kind == kind)
    if kind == .file {
      #expect(try EntrySource(first, of: reader).readAll() == Array("hello".utf8))
    }
    let second = try #require(try reader.next())
    #expect(second.name == "next")
    #expect(try EntrySource(second, of: reader).readAll() == Array("world".utf8))
    #expect(try reader.next() == nil)
  }

  @Test func `drops what leads a name in time that grows with its length`() throws {
    let name = String(repeating: "./", count: 400_000) + "a.txt"
    let tar = Tar.member("x", Tar.pax(["path": name]), type: "x") + Tar.member("cut", "hello")
    let reader = try ArchiveReader(Tar.source(of: tar + Tar.end))
    #expect(try reader.next()?.name == "a.txt")
  }

  @Test func `reads members that are larger than its buffer`() throws {
    let large = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }
    let tar = Tar.member("a", large) + Tar.member("b", large) + Tar.member("c", "end") + Tar.end
    let reader = try ArchiveReader(Tar.source(of: tar))
    let first = try #require(try reader.next())
    #expect(try EntrySource(first, of: reader).readAll() == large)
    _ = try reader.next()
    let last = try #require(try reader.next())
    #expect(try EntrySource(last, of: reader).readAll() == Array("end".utf8))
  }

  @Test func `hands out contents that stay as they are`() throws {
    let texts = (0..<300).map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0 * 7) }
    let tar = texts.enumerated().flatMap { Tar.member("\($0)", $1) } + Tar.end
    let reader = try ArchiveReader(Tar.source(of: tar))
    var kept: [FileContents] = []
    while let entry = try reader.next() {
      kept.append(try EntrySource(entry, of: reader).contents(limit: 1 << 20))
    }
    #expect(kept.map(\.size) == texts.map(\.count))
    #expect(try kept.map { try $0.withBytes { $0.copied() } } == texts)
  }

  @Test func `hands out no more than it may, and no holes`() throws {
    let tar = Tar.member("a", "hello") + Tar.member("b", "world", type: "S") + Tar.end
    let reader = try ArchiveReader(Tar.source(of: tar))
    let first = try #require(try reader.next())
    #expect(throws: StreamError("test.tar/a", .read, .damaged("more than 4 bytes"))) {
      try EntrySource(first, of: reader).contents(limit: 4)
    }
    let second = try #require(try reader.next())
    #expect(throws: StreamError("test.tar/b", .read, .damaged("zeros are left out of it"))) {
      try EntrySource(second, of: reader).contents(limit: 1 << 20)
    }
  }

  private static let ends: [(tar: [UInt8], names: [String])] = [
    ([UInt8](repeating: 0, count: 1024), []),
    (Tar.member("a", "hello"), ["a"]),
    (Array(Tar.member("a", "hello").prefix(517)), ["a"]),
    (Tar.member("a", "hello") + Tar.end + Tar.member("b", "behind the end"), ["a"]),
  ]

  @Test(arguments: ends)
  func `knows where a tar ends`(tar: [UInt8], names: [String]) throws {
    let reader = try ArchiveReader(Tar.source(of: tar))
    var found: [String] = []
    while let entry = try reader.next() {
      found.append(entry.name)
      _ = try EntrySource(entry, of: reader).readAll()
    }
    #expect(found == names)
  }

  private static let damaged: [(tar: [UInt8], reason: String)] = [
    (Array(Tar.member("a", "hello").prefix(515)), "truncated tar archive"),
    (Tar.member("a", "hello") + [1, 2, 3], "truncated tar archive"),
    (Tar.member("a", "hello") + [UInt8](repeating: 7, count: 512), "damaged tar header"),
    (
      Tar.member("a", "", size: [0x80] + [UInt8](repeating: 0xFF, count: 11)),
      "damaged length in a tar header"
    ),
    (Tar.member("a", "hello", type: "S"), "zeros are left out of it"),
    (
      Tar.member("x", Tar.pax(["GNU.sparse.major": "1"]), type: "x") + Tar.member("a", "hello"),
      "zeros are left out of it"
    ),
    (
      Tar.member("long", "", type: "L", size: Array("77777777777\0".utf8)),
      "a tar header of 8589934591 bytes; expected 1048576 at most"
    ),
  ]

  @Test(arguments: damaged)
  func `refuses what is damaged`(tar: [UInt8], reason: String) throws {
    // The first member is well, so that it is known what the bytes are.
    let reader = try ArchiveReader(Tar.source(of: Tar.member("well", "known") + tar))
    _ = try reader.next()
    #expect(throws: StreamError.self) {
      do {
        while let entry = try reader.next() { _ = try EntrySource(entry, of: reader).readAll() }
      } catch let error as StreamError {
        #expect(error.description.hasSuffix(": cannot read: \(reason)"))
        throw error
      }
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives noise`(seed: UInt64) throws {
    var noise = SplitMix64(seed: seed)
    var tar = Self.members.flatMap(\.tar)
    for _ in 0..<4 {
      tar[Int.random(in: 0..<tar.count, using: &noise)] = .random(in: 0...255, using: &noise)
    }
    let reader = try ArchiveReader(Tar.source(of: tar))
    do {
      while let entry = try reader.next() { _ = try EntrySource(entry, of: reader).readAll() }
    } catch {}
  }
}

/// Makes tars.
private enum Tar {
  static let end = [UInt8](repeating: 0, count: 1024)

  static func member(
    _ name: String, _ contents: String, type: Unicode.Scalar = "0", mark: String = "ustar\u{0}00",
    prefix: String = "", size: [UInt8]? = nil
  ) -> [UInt8] {
    member(name, Array(contents.utf8), type: type, mark: mark, prefix: prefix, size: size)
  }

  static func member(
    _ name: String, _ contents: [UInt8], type: Unicode.Scalar = "0",
    mark: String = "ustar\u{0}00", prefix: String = "", size: [UInt8]? = nil
  ) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func set(_ place: Int, _ bytes: [UInt8]) {
      header.replaceSubrange(place..<place + bytes.count, with: bytes)
    }
    let octal = String(contents.count, radix: 8)
    set(0, Array(name.utf8))
    set(124, size ?? Array((String(repeating: "0", count: 11 - octal.count) + octal).utf8))
    set(148, Array("        ".utf8))
    set(156, [UInt8(type.value)])
    set(257, Array(mark.utf8))
    set(345, Array(prefix.utf8))
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    set(148, Array((String(repeating: "0", count: 6 - sum.count) + sum + "\0 ").utf8))
    let filling = (512 - contents.count % 512) % 512
    return header + contents + [UInt8](repeating: 0, count: filling)
  }

  static func pax(_ entries: KeyValuePairs<String, String>) -> String {
    entries.map { key, value in
      // The length counts its own digits.
      let rest = " \(key)=\(value)\n"
      var length = rest.utf8.count
      while "\(length)".count + rest.utf8.count != length {
        length = "\(length)".count + rest.utf8.count
      }
      return "\(length)\(rest)"
    }.joined()
  }

  static func source(of bytes: [UInt8]) -> any ByteSource { BytesInPieces(bytes) }
}

/// Bytes that come a few at a time.
private final class BytesInPieces: ByteSource {
  let name = "test.tar"
  let size: Int? = nil
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    let count = min(buffer.byteCount, rest.count, 700)
    for index in 0..<count {
      buffer.storeBytes(of: rest[rest.startIndex + index], toByteOffset: index, as: UInt8.self)
    }
    rest = rest.dropFirst(count)
    return count
  }
}
