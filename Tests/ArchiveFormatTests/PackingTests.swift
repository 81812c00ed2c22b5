import ArchiveFormat
import ByteReading
import TestSupport
import Testing

@Suite("Packing")
struct PackingTests {
  static let fixtures: [(String, Packing)] = [
    ("archives/set.tar", .archive), ("archives/set.zip", .archive), ("archives/set.7z", .archive),
    ("archives/set.tar.gz", .compressed), ("archives/gt.txt.xz", .compressed),
    ("archives/gt.txt.bz2", .compressed), ("archives/gt.txt.zst", .compressed),
    ("nnlqp-mini.tar.gz", .compressed), ("README.md", .none), ("MANIFEST.tsv", .none),
  ]

  @Test(arguments: fixtures)
  func `is told by the first bytes`(file: String, expected: Packing) throws {
    let bytes = try Checkout.bytes(of: file).prefix(Packing.prefixLength)
    #expect(Packing(of: Array(bytes).bytes) == expected)
  }

  static let streams: [(String, Hex)] = [
    ("lz4", "04 22 4D 18 64 40 A7"),
    ("lzma", "5D 00 00 80 00 FF FF FF FF FF FF FF FF 00"),
    ("lzma of a known length", "5D 00 00 80 00 00 10 00 00 00 00 00 00 00"),
  ]

  @Test(arguments: streams)
  func `is seen in a stream`(what: String, bytes: Hex) {
    #expect(Packing(of: bytes.bytes.bytes) == .compressed)
  }

  static let data: [(String, Hex)] = [
    ("a list pickled by protocol 0", "5D 71 00 28 4B 01 4B 02 65 2E 00 00 00 00"),
    ("nothing", ""),
    ("an ONNX model", "08 07 12 07 70 79 74 6F 72 63 68 1A 03 32 2E 31 3A"),
    ("a safetensors header", "40 00 00 00 00 00 00 00 7B 22"),
    ("text that begins like bzip2", "42 5A 68 39 20 69 73 20 61 20 6E 61 6D 65"),
    ("text that begins like zip", "50 4B 20 31 32"),
  ]

  @Test(arguments: data)
  func `is not seen in data`(what: String, bytes: Hex) {
    #expect(Packing(of: bytes.bytes.bytes) == .none)
  }

  @Test func `is not seen in a tar header with another checksum`() throws {
    var bytes = Array(try Checkout.bytes(of: "archives/set.tar").prefix(512))
    bytes[0] ^= 1
    #expect(Packing(of: bytes.bytes) == .none)
  }
}
