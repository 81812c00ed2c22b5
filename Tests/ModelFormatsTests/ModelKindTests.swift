import ByteReading
import ModelFormats
import TestSupport
import Testing

@Suite("Model kind")
struct ModelKindTests {
  static let beginnings: [(Hex, ModelKind)] = [
    ("", .empty),
    ("08 08 12 04 74 65 73 74", .onnx),
    ("08 07 12 07 70 79 74 6F 72 63 68 3A 80 80 80 01 0A", .onnx),
    ("3A 80 80 80 80 0C 0A 20 0A 04", .unknown),
    ("1C 00 00 00 54 46 4C 33 14 00", .tensorFlowLite),
    ("1F 8B 08 00", .gzip),
    ("50 4B 03 04 14", .zip),
    ("28 B5 2F FD 04", .zstandard),
    ("37 7A BC AF 27 1C 00", .sevenZip),
    ("89 48 44 46 0D 0A 1A 0A 00", .hdf5),
    ("80 04 95 0A", .pickle),
    ("80 02 7D 71", .pickle),
    ("FF FF FF FF FF FF", .unknown),
    ("0B 0C", .unknown),
  ]

  @Test(arguments: beginnings)
  func `is told by the first bytes`(beginning: Hex, kind: ModelKind) {
    #expect(ModelKind.sniff(beginning.bytes.bytes) == kind)
  }

  static let texts: [(String, ModelKind)] = [
    ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n", .gitLFSPointer),
    ("\n  <!DOCTYPE html>\n<html><head><title>404</title>", .html),
    ("<html lang=\"en\">", .html),
    ("alexnet/0001.onnx 1 90.8\n", .text),
    ("# Größe\n\n\tund mehr", .text),
    ("a\u{1}", .unknown),
  ]

  @Test(arguments: texts)
  func `is told by the first words`(text: String, kind: ModelKind) {
    let bytes = Array(text.utf8)
    #expect(ModelKind.sniff(bytes.bytes) == kind)
  }

  @Test func `is named by the reader that wanted a model`() {
    let bytes = Array("<html>".utf8)
    let error = #expect(throws: FormatError.self) { try ONNXModel(bytes.bytes) }
    #expect(error?.description == "byte 0: an HTML page; an ONNX model was expected")
  }
}
