import ByteReading
import ProtobufFormat
import TestSupport
import Testing

@Suite("Protobuf text")
struct ProtobufTextTests {
  static let schema = ProtobufSchema([
    "Top": [
      "count": .init(1, .varint), "name": .init(2, .bytes), "inner": .init(3, .message("Top")),
      "share": .init(4, .float), "kind": .init(5, .word(["RED": 7])), "exact": .init(6, .double),
    ]
  ])

  static func translate(_ text: String) throws -> [UInt8] {
    let bytes = Array(text.utf8)
    return try ProtobufText.bytes(of: bytes.bytes, as: "Top", in: schema)
  }

  static let messages: [(text: String, bytes: Hex)] = [
    ("", ""),
    ("count: 150", "08 96 01"),
    ("count: 0x10 count: 010 count: true", "08 10 08 08 08 01"),
    ("count: -1", "08 FF FF FF FF FF FF FF FF FF 01"),
    ("# a comment\nname: 'ab' \"c\"", "12 03 61 62 63"),
    (#"name: "\n\001\xff\u00e9\"""#, "12 06 0A 01 FF C3 A9 22"),
    ("inner { count: 1 } inner: < count: 2 >", "1A 02 08 01 1A 02 08 02"),
    ("inner: [{count: 1}, {}]; count: [1, 2]", "1A 02 08 01 1A 00 08 01 08 02"),
    ("share: 1.0f share: -inf", "25 00 00 80 3F 25 00 00 80 FF"),
    ("kind: RED kind: 3 exact: 1", "28 07 28 03 31 00 00 00 00 00 00 F0 3F"),
    ("unknown { deep: [1, 'x', -2.5e3] [ext.name] { y: z } } count: 1", "08 01"),
  ]

  @Test(arguments: messages)
  func `becomes the bytes of the same message`(message: (text: String, bytes: Hex)) throws {
    #expect(try Self.translate(message.text) == message.bytes.bytes)
  }

  static let refusals: [(text: String, reason: String, offset: Int)] = [
    ("count", "found the end; expected ':' or '{'", 5),
    ("count: red", "found 'r'; expected a whole number or one of its words", 7),
    ("inner { count: 1", "found the end; expected the name of a field", 16),
    ("name: 'ab", "text without an end", 9),
    ("name: 'a\nb'", "a line ends inside text", 8),
    ("inner: 3", "found '3'; expected '{'", 7),
    ("}", "found '}'; expected the name of a field", 0),
    ("count: [1 2]", "found '2'; expected ']'", 10),
  ]

  @Test(arguments: refusals)
  func `is refused with the place`(refusal: (text: String, reason: String, offset: Int)) {
    let error = #expect(throws: FormatError.self) { try Self.translate(refusal.text) }
    #expect(error?.reason == .malformed(refusal.reason))
    #expect(error?.offset == refusal.offset)
  }

  @Test func `is not followed for ever`() {
    let text = String(repeating: "inner {", count: 100_000)
    let error = #expect(throws: FormatError.self) { try Self.translate(text) }
    #expect(error?.reason == .overLimit("more than 64 nested messages"))
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `survives noise`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = Self.messages.map(\.text) + ["{", "}", "[", "'", "\\", "inner {", "<", ":", "\0"]
    for _ in 0..<500 {
      let count = Int.random(in: 1...6, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      _ = try? Self.translate(text)
    }
  }
}
