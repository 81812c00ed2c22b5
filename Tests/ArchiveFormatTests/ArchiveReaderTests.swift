import ArchiveFormat
import RecordStreams
import TestSupport
import Testing

@Suite("Archive reader")
struct ArchiveReaderTests {
  static let archives = [
    "set.tar", "set.tar.gz", "set.tar.xz", "set.tar.bz2", "set.tar.zst", "set.zip", "set.7z",
  ]
  static let names = ["set/gt.txt", "set/onnx/a.onnx", "set/onnx/b.onnx", "set/onnx/ü 模.onnx"]
  static let labels = Array("1 onnx/a.onnx 8 1.5\n2 onnx/b.onnx 8 2.5\n".utf8)

  // MARK: Reading

  @Test(arguments: archives)
  func `reads every container`(archive: String) throws {
    let files = try members(of: try ArchiveReader(path: fixture(archive)))
    #expect(files.map(\.name) == Self.names)
    #expect(files[0].bytes == Self.labels)
    #expect(files[1].bytes.count == 302)
  }

  @Test(arguments: archives.filter { $0 != "set.7z" })
  func `reads a container from a stream`(archive: String) throws {
    let source = try DescriptorSource(path: fixture(archive))
    #expect(try members(of: try ArchiveReader(source)).map(\.name) == Self.names)
  }

  @Test(arguments: ["gt.txt.gz", "gt.txt.xz", "gt.txt.bz2", "gt.txt.zst"])
  func `takes a compressed file for one stream`(file: String) throws {
    let reader = try ArchiveReader(path: fixture(file))
    let entry = try #require(try reader.next())
    #expect(reader.isSingleStream)
    #expect(try EntrySource(entry, of: reader).readAll() == Self.labels)
    #expect(EntrySource(entry, of: reader).name == fixture(file))
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil, "the end stays the end")
  }

  @Test func `steps over entries that are not read`() throws {
    let reader = try ArchiveReader(path: fixture("set.tar.gz"))
    var last: ArchiveEntry?
    while let entry = try reader.next() { last = entry }
    #expect(last?.name == Self.names.last)
  }

  @Test func `hands names over as they are`() throws {
    let reader = try ArchiveReader(path: fixture("climbing.tar"))
    var entries: [(String, ArchiveEntry.Kind)] = []
    while let entry = try reader.next() { entries.append((entry.name, entry.kind)) }
    #expect(entries.map(\.0).suffix(3) == ["../../etc/gt.txt", "/etc/gt.txt", "set/link"])
    #expect(entries.map(\.1).suffix(3) == [.file, .file, .link])
  }

  // MARK: Refusing

  static let damaged: [(file: String, place: String, reason: String)] = [
    ("truncated.tar.gz", "", "truncated gzip input"),
    ("truncated.txt.gz", "", "truncated gzip input"),
    ("damaged.txt.xz", "", "lzma library error"),
    ("encrypted.zip", "/set/gt.txt", "it is encrypted"),
  ]

  @Test(arguments: damaged)
  func `names what is damaged`(file: String, place: String, reason: String) throws {
    let error = #expect(throws: StreamError.self) {
      _ = try members(of: try ArchiveReader(path: fixture(file)))
    }
    let text = try #require(error).description
    #expect(text.hasPrefix(fixture(file) + place))
    #expect(text.contains(reason))
  }

  @Test func `limits what is taken into memory`() throws {
    let reader = try ArchiveReader(path: fixture("gt.txt.gz"))
    let entry = try #require(try reader.next())
    #expect(throws: StreamError(fixture("gt.txt.gz"), .read, .damaged("more than 10 bytes"))) {
      try EntrySource(entry, of: reader).readAll(limit: 10)
    }
  }

  @Test func `does not mix up the bytes of two entries`() throws {
    let reader = try ArchiveReader(path: fixture("set.zip"))
    let first = EntrySource(try #require(try reader.next()), of: reader)
    _ = try reader.next()
    #expect(throws: StreamError.self) { try first.readAll() }
  }

  /// Whatever happens to the bytes, the reader returns or throws.
  @Test(arguments: archives, 0..<16 as Range<UInt64>)
  func `survives noise`(archive: String, seed: UInt64) throws {
    var noise = SplitMix64(seed: seed)
    var bytes = try Checkout.bytes(of: "archives/\(archive)")
    for _ in 0..<8 {
      bytes[Int.random(in: 0..<bytes.count, using: &noise)] = .random(in: 0...255, using: &noise)
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(archive, bytes)
    _ = try? members(of: try ArchiveReader(path: path))
  }
}

private func fixture(_ name: String) -> String {
  Checkout.fixture("archives/" + name)
}

private func members(
  of reader: ArchiveReader
) throws -> [(name: String, bytes: [UInt8])] {
  var files: [(name: String, bytes: [UInt8])] = []
  while let entry = try reader.next() {
    guard entry.kind == .file else { continue }
    files.append((entry.name, try EntrySource(entry, of: reader).readAll(limit: 1 << 20)))
  }
  return files
}
