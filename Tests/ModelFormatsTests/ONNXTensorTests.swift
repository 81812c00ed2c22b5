import ByteReading
import ComputationGraph
import ModelFormats
import ProtobufFormat
import TestSupport
import Testing

@Suite("ONNX tensor")
struct ONNXTensorTests {

  // MARK: Integers

  /// TensorProto.DataType, the dimensions, `raw_data`, and the values.
  static let rawIntegers: [(UInt64, [Int64], Hex, [Int64])] = [
    (7, [2], "01 00 00 00 00 00 00 00  FF FF FF FF FF FF FF FF", [1, -1]),
    (6, [2], "FE FF FF FF  00 01 00 00", [-2, 256]),
    (5, [1, 2], "FF FF  02 00", [-1, 2]),
    (4, [2], "FF FF  02 00", [65535, 2]),
    (3, [3], "80 7F 00", [-128, 127, 0]),
    (2, [2], "80 7F", [128, 127]),
    (9, [2], "01 00", [1, 0]),
    (12, [1], "FF FF FF FF", [4_294_967_295]),
    (22, [3], "8F 07", [-1, -8, 7]),
    (21, [3], "8F 07", [15, 8, 7]),
    (26, [5], "1B 02", [-1, -2, 1, 0, -2]),
    (7, [], "05 00 00 00 00 00 00 00", [5]),
    (7, [0], "", []),
  ]

  @Test(arguments: rawIntegers)
  func `reads integers from raw bytes`(
    type: UInt64, dims: [Int64], bytes: Hex, values: [Int64]
  ) throws {
    #expect(try int64s(TinyModel.raw("t", dims, type: type, bytes.bytes)) == values)
  }

  @Test func `reads integers that are packed, and one a field`() throws {
    let packed = TinyModel.tensor("t", [3], type: 7) { $0.write(7, bytes: [1, 2, 0x7F].bytes) }
    #expect(try int64s(packed) == [1, 2, 127])
    let unpacked = TinyModel.tensor("t", [3], type: 6) {
      for value in [1, -2, 3] as [Int64] { $0.write(5, int64: value) }
    }
    #expect(try int64s(unpacked) == [1, -2, 3])
    let both = TinyModel.tensor("t", [3], type: 13) {
      $0.write(11, varint: 9)
      $0.write(11, bytes: [8, 7].bytes)
    }
    #expect(try int64s(both) == [9, 8, 7])
  }

  @Test func `reads two small integers from each byte of a typed field`() throws {
    let tensor = TinyModel.tensor("t", [3], type: 22) { $0.write(5, bytes: [0x8F, 0x01, 7].bytes) }
    #expect(try int64s(tensor) == [-1, -8, 7])
  }

  // MARK: Floats

  static let rawFloats: [(UInt64, Hex, [Float])] = [
    (1, "00 00 80 3F  00 00 00 C0", [1, -2]),
    (10, "00 3C 00 C0 01 00 00 7C", [1, -2, 0x1p-24, .infinity]),
    (16, "80 3F 00 C0", [1, -2]),
    (11, "00 00 00 00 00 00 F0 3F", [1]),
  ]

  @Test(arguments: rawFloats)
  func `reads floats from raw bytes`(type: UInt64, bytes: Hex, values: [Float]) throws {
    let tensor = TinyModel.raw("t", [Int64(values.count)], type: type, bytes.bytes)
    #expect(try floats(tensor) == values)
  }

  @Test func `reads floats from typed fields`() throws {
    let singles = TinyModel.tensor("t", [2]) {
      $0.write(4, float: 0.5)
      $0.write(4, bytes: [0, 0, 0x80, 0x3F].bytes)
    }
    #expect(try floats(singles) == [0.5, 1])
    let double = TinyModel.tensor("t", [], type: 11) { $0.write(10, fixed64: 1.5.bitPattern) }
    #expect(try floats(double) == [1.5])
    let half = TinyModel.tensor("t", [1], type: 10) { $0.write(5, varint: 0x3C00) }
    #expect(try floats(half) == [1])
  }

  // MARK: Refusing

  @Test func `does not believe a tensor that claims 10^18 elements`() {
    let tensor = TinyModel.raw("t", [1_000_000_000, 1_000_000_000], type: 7, [1, 2, 3])
    let error = #expect(throws: FormatError.self) { try int64s(tensor) }
    #expect(
      error?.reason
        == .overLimit("a tensor of 1000000000000000000 elements, expected at most 1099511627776"))
  }

  @Test(arguments: [[-1], [1 << 40, 1 << 40]] as [[Int64]])
  func `refuses dimensions that make no sense`(dims: [Int64]) {
    let error = #expect(throws: FormatError.self) {
      try int64s(TinyModel.raw("t", dims, type: 7, []))
    }
    #expect(error?.reason == .malformed("dimensions \(dims) of a tensor"))
  }

  static let wrong: [(UInt64, [Int64], Hex, FormatError.Reason)] = [
    (7, [2], "01 00 00 00 00 00 00 00", .malformed("8 bytes of raw_data, expected 16")),
    (7, [2], "", .malformed("0 values in a tensor of 2 elements")),
    (1, [1], "00 00 80 3F", .malformed("a tensor of float32, expected integer values")),
    (99, [1], "00", .unsupported("tensor data type 99")),
  ]

  @Test(arguments: wrong)
  func `says what is wrong`(
    type: UInt64, dims: [Int64], bytes: Hex, reason: FormatError.Reason
  ) {
    let error = #expect(throws: FormatError.self) {
      try int64s(TinyModel.raw("t", dims, type: type, bytes.bytes))
    }
    #expect(error?.reason == reason)
  }

  @Test func `refuses more or fewer values than dimensions say`() {
    let tensor = TinyModel.tensor("t", [2], type: 7) { $0.write(7, bytes: [1, 2, 3].bytes) }
    let error = #expect(throws: FormatError.self) { try int64s(tensor) }
    #expect(error?.reason == .malformed("3 values in a tensor of 2 elements"))
  }

  @Test func `names the file that values lie in`() throws {
    let tensor = TinyModel.tensor("t", [2]) {
      $0.write(13, message: TinyModel.entry("location", "weights.bin"))
      $0.write(13, message: TinyModel.entry("offset", "64"))
      $0.write(14, varint: 1)
    }
    let found = try read(tensor) { tensor, _ in tensor.payload }
    #expect(found == .external(location: "weights.bin", offset: 64, length: nil))
  }

  private func int64s(_ tensor: ProtobufWriter) throws -> [Int64] {
    try read(tensor) { try $0.int64Values(in: $1) }
  }

  private func floats(_ tensor: ProtobufWriter) throws -> [Float] {
    try read(tensor) { try $0.floatValues(in: $1) }
  }

  private func read<Result>(
    _ tensor: ProtobufWriter, _ body: (ONNXTensor, RawSpan) throws -> Result
  ) throws -> Result {
    let file = TinyModel.model(TinyModel.graph { $0.write(5, message: tensor) }).bytes
    return try body(try ONNXModel(file.bytes).graph.initializers[0], file.bytes)
  }
}
