import ByteReading
import Foundation
import NumPyFormat
import TestSupport
import Testing

@Suite("NumPy files")
struct NumPyHeaderTests {
  // MARK: Reading

  /// Files that numpy wrote and what it says of them; `Oracles/make_arrays.py` makes them.
  static let files: [ArrayFile] = {
    let text = try? String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Oracles/arrays.jsonl"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { ArrayFile(line: String($0)) }
  }()

  @Test func `has files`() {
    #expect(Self.files.count > 80)
  }

  @Test(arguments: files)
  func `reads what numpy wrote`(file: ArrayFile) throws {
    let header = try NumPyHeader(file.bytes.bytes)
    #expect(header.layout.shape == file.shape)
    #expect(header.layout.isFortranOrder == file.isFortranOrder)
    #expect(header.layout.type.text == file.type)
    var lists = Lists()
    header.layout.visit(file.bytes.bytes.extracting(header.payloadOffset...), with: &lists)
    #expect(lists.text == file.values)
    #expect(lists.moments == file.texts)
  }

  static let headers: [(text: String, shape: [Int], type: String)] = [
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (3L,), }", [3], "<f8"),
    ("{\"shape\": (), 'fortran_order': True, u'descr': u'|b1'}", [], "|b1"),
    (
      "{'descr':[('a','<i4'),('','|V4'),('b','<f8')],'fortran_order':False,'shape':(1,)}", [1],
      "|V16"
    ),
    ("{'descr':('<f4',(2,3)),'fortran_order':False,'shape':(1,)}", [1], "|V24"),
  ]

  @Test(arguments: headers)
  func `reads headers as others write them`(text: String, shape: [Int], type: String) throws {
    let file = npy(text, payload: 64)
    let header = try NumPyHeader(file.bytes)
    #expect(header.layout.shape == shape)
    #expect(header.layout.type.text == type)
    #expect(header.payloadOffset == file.count - 64)
  }

  // MARK: Refusing

  static let refused: [(text: String, reason: FormatError.Reason, offset: Int)] = [
    ("", .malformed("the text ends, expected a literal"), 10),
    ("[]", .malformed("no dictionary of descr, fortran_order and a tuple shape"), 10),
    ("{'descr': f()}", .malformed("found 'f', expected a literal"), 20),
    ("{'a': 1 'b': 2}", .malformed("found ''', expected a comma"), 18),
    ("{'a", .malformed("a text without its closing quote"), 11),
    (fields("'<f3'", "(1,)"), .unsupported("the type '<f3'"), 10),
    (fields("'|T16'", "(1,)"), .unsupported("the type '|T16'"), 10),
    (fields("7", "(1,)"), .malformed("a type that is no text, list or pair"), 10),
    (fields("[('a',)]", "(1,)"), .malformed("a field that is no name and type"), 10),
    (fields("'<f8'", "(-1,)"), .malformed("the shape [-1]"), 10),
    (
      fields("'<f8'", "(4294967296,4294967296)"),
      .malformed("the shape [4294967296, 4294967296]"), 10
    ),
    (
      fields("'|S0'", "(1000000000000,)"),
      .overLimit(
        "1000000000000 values in 0 bytes, but at most 1048576 without bytes are read"), 10
    ),
    (
      fields("'<f8'", "(1000000000000,0)"),
      .overLimit(
        "1000000000000 values in 0 bytes, but at most 1048576 without bytes are read"), 10
    ),
    (
      fields("('|S0',(4000000000,4000000000,4000000000))", "(1,)"),
      .malformed("the shape [4000000000, 4000000000, 4000000000]"), 10
    ),
    (
      String(repeating: "(", count: 100), .overLimit("literals nested more than 64 deep"), 74
    ),
  ]

  static func fields(_ type: String, _ shape: String) -> String {
    "{'descr': \(type), 'fortran_order': False, 'shape': \(shape)}"
  }

  @Test(arguments: refused)
  func `says what is wrong and where`(text: String, reason: FormatError.Reason, offset: Int) {
    #expect(throws: FormatError(reason, at: offset).inside("header")) {
      try NumPyHeader(npy(text).bytes)
    }
  }

  @Test func `holds the elements against the file`() {
    let file = npy(Self.fields("'<f8'", "(3,)"), payload: 23)
    #expect(
      throws: FormatError(.truncated(needed: 24, available: 23), at: file.count - 23)
        .inside("elements")
    ) { try NumPyHeader(file.bytes) }
  }

  @Test func `names what stands in for a file`() {
    let pointer = Array("version https://git-lfs.github.com/spec/v1\noid sha256:0".utf8)
    #expect(throws: FormatError(.malformed(StandIn.lfsPointer.description), at: 0)) {
      try NumPyHeader(pointer.bytes)
    }
  }

  /// Whatever a file's bytes turn into, reading returns or throws, and stops.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives noise`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    guard var bytes = Self.files.randomElement(using: &noise)?.bytes else { return }
    for _ in 0..<4 {
      bytes[Int.random(in: 0..<bytes.count, using: &noise)] = UInt8.random(
        in: 32...126, using: &noise)
    }
    bytes.removeLast(Int.random(in: 0..<4, using: &noise))
    guard let header = try? NumPyHeader(bytes.bytes), !header.layout.type.holdsObjects else {
      return
    }
    var lists = Lists()
    header.layout.visit(bytes.bytes.extracting(header.payloadOffset...), with: &lists)
    #expect(lists.depth == 0)
  }
}

/// A file of version 1 with this header and so many bytes behind it.
private func npy(_ header: String, payload: Int = 0) -> [UInt8] {
  let text = Array(header.utf8)
  return NumPyHeader.magic + [1, 0, UInt8(text.count & 0xFF), UInt8(text.count >> 8)] + text
    + [UInt8](repeating: 0, count: payload)
}
