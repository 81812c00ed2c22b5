import ByteReading
import Compression
import TestSupport
import Testing

@Suite("Zlib")
struct ZlibTests {
  static let lengths = [0, 1, 255, 256, 4096, 1_000_000]

  @Test(arguments: lengths)
  func `gives back what it took`(length: Int) throws {
    var noise = SplitMix64(seed: UInt64(length))
    let bytes = (0..<length).map { _ in UInt8.random(in: 0...7, using: &noise) }
    let deflated = Zlib.deflated(bytes.bytes)
    #expect(try Zlib.inflated(deflated.bytes, limit: length) == bytes)
  }

  @Test func `reads what Python wrote`() throws {
    let python: Hex = "78 9C 4B 4C 4A 06 00 02 4D 01 27"
    let deflated = python.bytes
    #expect(try Zlib.inflated(deflated.bytes, limit: 100) == Array("abc".utf8))
  }

  @Test func `stops at its limit`() throws {
    let zeros = [UInt8](repeating: 0, count: 1_000_000)
    let deflated = Zlib.deflated(zeros.bytes)
    #expect(throws: FormatError.self) { try Zlib.inflated(deflated.bytes, limit: 999_999) }
  }

  @Test func `refuses half a stream`() throws {
    let all = [UInt8](0...255)
    let deflated = Zlib.deflated(all.bytes)
    let half = Array(deflated.prefix(deflated.count / 2))
    #expect(throws: FormatError.self) { try Zlib.inflated(half.bytes, limit: 1000) }
  }

  /// Whatever the bytes, the reader returns or throws.
  @Test(arguments: 0..<64 as Range<UInt64>)
  func `survives noise`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    let steps = (0..<512).map { UInt8(truncatingIfNeeded: $0) }
    var deflated = Zlib.deflated(steps.bytes)
    deflated[Int.random(in: 0..<deflated.count, using: &noise)] = UInt8.random(
      in: .min ... .max, using: &noise)
    let inflated = try? Zlib.inflated(deflated.bytes, limit: 1 << 20)
    #expect((inflated?.count ?? 0) <= 1 << 20)
  }
}
