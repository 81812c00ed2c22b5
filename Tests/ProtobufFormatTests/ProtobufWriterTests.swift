import ByteReading
import ProtobufFormat
import TestSupport
import Testing

@Suite("Protobuf writer")
struct ProtobufWriterTests {
  @Test func `writes every wire type as a hex dump shows it`() {
    var writer = ProtobufWriter()
    writer.write(1, varint: 150)
    writer.write(2, fixed64: 1)
    writer.write(3, float: 1)
    writer.write(4, text: "abc")
    writer.write(5, int64: -1)
    let expected: Hex = """
      08 96 01  11 01 00 00 00 00 00 00 00  1D 00 00 80 3F  22 03 61 62 63
      28 FF FF FF FF FF FF FF FF FF 01
      """
    #expect(writer.bytes == expected.bytes)
  }

  /// What the writer writes, the reader reads, and written again it is the same bytes.
  @Test(arguments: 0..<32 as Range<UInt64>)
  func `copies random messages byte for byte`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let message = randomMessage(depth: 3, &random)
    var reader = ProtobufReader(message.bytes.bytes)
    var copy = ProtobufWriter()
    while let field = try reader.next() { copy.write(field) }
    #expect(copy == message)
  }

  private func randomMessage(depth: Int, _ random: inout SplitMix64) -> ProtobufWriter {
    var writer = ProtobufWriter()
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let number = Int32.random(in: 1...0x1FFF_FFFF, using: &random)
      switch Int.random(in: 0...4, using: &random) {
      case 0:
        writer.write(number, varint: random.next() >> UInt64.random(in: 0...63, using: &random))
      case 1: writer.write(number, fixed64: random.next())
      case 2: writer.write(number, fixed32: UInt32(truncatingIfNeeded: random.next()))
      case 3 where depth > 0:
        writer.write(number, message: randomMessage(depth: depth - 1, &random))
      default: writer.write(number, text: String(repeating: "é", count: Int(random.next() % 200)))
      }
    }
    return writer
  }
}
