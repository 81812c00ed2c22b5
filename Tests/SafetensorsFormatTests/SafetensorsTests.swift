import ByteReading
import SafetensorsFormat
import TestSupport
import Testing

@Suite("Safetensors")
struct SafetensorsTests {
  private static func sample() -> [UInt8] {
    var writer = SafetensorsWriter()
    writer.metadata = ["format": "test", "a": "ü \"quoted\""]
    writer.add("b", shape: [2, 2], floats: [1, -2.5, .infinity, 0])
    writer.add("a", shape: [3], floats: [0.1, 0.2, 0.3])
    writer.add("steps", shape: [], integers: [42])
    writer.add("none", shape: [0, 5], floats: [])
    return writer.file()
  }

  @Test func `reads what it wrote`() throws {
    let file = Self.sample()
    let header = try SafetensorsHeader(file.bytes)
    #expect(header.metadata == ["format": "test", "a": "ü \"quoted\""])
    #expect(Set(header.tensors.map(\.name)) == ["steps", "a", "b", "none"])
    #expect(header.tensor("b")?.shape == [2, 2])
    #expect(try header.floats("b", in: file.bytes) == [1, -2.5, .infinity, 0])
    #expect(try header.floats("a", in: file.bytes) == [0.1, 0.2, 0.3])
    #expect(try header.integers("steps", in: file.bytes) == [42])
    #expect(try header.floats("none", in: file.bytes) == [])
  }

  @Test func `the same content gives the same aligned bytes`() throws {
    let file = Self.sample()
    #expect(file == Self.sample())
    let header = try SafetensorsHeader(file.bytes)
    for tensor in header.tensors {
      #expect(tensor.range.lowerBound.isMultiple(of: tensor.type.size), "\(tensor.name)")
    }
  }

  /// Headers, the bytes behind them, and the complaint.
  static let refused: [(header: String, bytes: Int, message: String)] = [
    ("", 0, "byte 8: header: "),
    ("[]", 0, "byte 8: header: "),
    ("{", 0, "byte 9: header: "),
    (#"{"a":{"dtype":"F31","shape":[],"data_offsets":[0,4]}}"#, 4, #"the type "F31""#),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "expected dtype, shape and data_offsets"),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "-1, expected a number that"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "two ascending numbers"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "has another size"),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, "length 8, but 4 bytes left"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 9, "5 bytes after the last tensor"
    ),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "begins at byte 4"),
    (
      #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}"#,
      6, "begins at byte 2, but the one before ends at 4"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#,
      0, "each name once"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}"#,
      0, "has another size"
    ),
    (#"{"__metadata__":{"a":1}}"#, 0, "header: "),
  ]

  @Test(arguments: refused)
  func `refuses with place and reason`(refused: (header: String, bytes: Int, message: String)) {
    let header = Array(refused.header.utf8)
    var file = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) } + header
    file += Array(repeating: 0, count: refused.bytes)
    let error = #expect(throws: FormatError.self) { try SafetensorsHeader(file.bytes) }
    #expect(error?.description.contains(refused.message) == true, "\(error?.description ?? "")")
  }

  @Test func `refuses lengths that are not there`() {
    let huge = Array(repeating: UInt8(0xFF), count: 8)
    let error = #expect(throws: FormatError.self) { try SafetensorsHeader(huge.bytes) }
    #expect(error?.description.contains("at most 100000000 are read; expected safetensors") == true)
    let short: [UInt8] = [9, 0, 0, 0, 0, 0, 0, 0, 0x7B]
    #expect(throws: FormatError(.truncated(needed: 9, available: 1), at: 8)) {
      try SafetensorsHeader(short.bytes)
    }
  }

  @Test func `survives noise`() {
    let file = Self.sample()
    var random = SplitMix64(seed: 11)
    for _ in 0..<2000 {
      var noisy = file
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        noisy[Int.random(in: 0..<noisy.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      noisy.removeLast(Int.random(in: 0...8, using: &random))
      guard let header = try? SafetensorsHeader(noisy.bytes) else { continue }
      for tensor in header.tensors where tensor.type == .float32 {
        _ = try? header.floats(tensor.name, in: noisy.bytes)
      }
    }
  }
}
