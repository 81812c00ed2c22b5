import ByteReading
import ProtobufFormat
import TestSupport
import Testing

@Suite("Protobuf reader")
struct ProtobufReaderTests {

  // MARK: Reading

  static let messages: [(Hex, WireField)] = [
    ("08 01", WireField(1, .varint(1))),
    ("08 96 01", WireField(1, .varint(150))),
    ("08 FF FF FF FF FF FF FF FF FF 01", WireField(1, .varint(.max))),
    ("11 01 00 00 00 00 00 00 00", WireField(2, .fixed64(1))),
    ("1D 00 00 80 3F", WireField(3, .fixed32(0x3F80_0000))),
    ("22 00", WireField(4, .bytes([]))),
    ("22 03 61 62 63", WireField(4, .bytes([0x61, 0x62, 0x63]))),
    ("F8 FF FF FF 0F 00", WireField(0x1FFF_FFFF, .varint(0))),
  ]

  @Test(arguments: messages)
  func `reads every wire type`(message: Hex, expected: WireField) throws {
    #expect(try wireFields(of: message.bytes) == [expected])
  }

  @Test func `finds nothing in an empty message`() throws {
    #expect(try wireFields(of: []) == [])
  }

  @Test func `keeps file order and repeats`() throws {
    let message: Hex = "10 01  08 02  10 03"
    #expect(try wireFields(of: message.bytes).map(\.number) == [2, 1, 2])
  }

  @Test(arguments: messages)
  func `finds the place of every field`(message: Hex, expected: WireField) throws {
    let short: [UInt8] = [0x0A, 0x02, 0x78, 0x79]
    let places = try fieldPlaces(of: short + message.bytes + short)
    let end = 4 + message.bytes.count
    #expect(places.map(\.number) == [1, expected.number, 1])
    #expect(places.map(\.start) == [0, 4, end])
    #expect(places.map(\.end) == [4, end, end + 4])
  }

  // MARK: Refusing

  static let damaged: [(Hex, FormatError.Reason, offset: Int)] = [
    ("08", .truncated(needed: 1, available: 0), 1),
    ("08 80", .truncated(needed: 1, available: 0), 2),
    ("11 01 02", .truncated(needed: 8, available: 2), 1),
    ("22 05 61", .truncated(needed: 5, available: 1), 2),
    ("08 FF FF FF FF FF FF FF FF FF 02", .malformed("varint over 64 bits"), 1),
    ("00 01", .malformed("field number 0; expected 1 to 536870911"), 0),
    ("22 FF FF FF FF FF FF FF FF 7F", .truncated(needed: .max, available: 0), 10),
    ("22 80 80 80 80 80 80 80 80 40 00", .truncated(needed: 1 << 62, available: 1), 10),
    (
      "22 FF FF FF FF FF FF FF FF FF 01",
      .malformed("length 18446744073709551615, more than any file holds"), 1
    ),
    (
      "80 80 80 80 80 80 80 80 80 01 00",
      .malformed("field number 1152921504606846976; expected 1 to 536870911"), 0
    ),
    ("08 01 0B", .unsupported("a group (wire type 3)"), 2),
    ("08 01 0C", .malformed("end of a group that was not begun"), 2),
    ("08 01 0E", .malformed("wire type 6; expected 0, 1, 2 or 5"), 2),
  ]

  @Test(arguments: damaged)
  func `says what is wrong and where`(message: Hex, reason: FormatError.Reason, offset: Int) {
    #expect(throws: FormatError(reason, at: offset)) {
      try wireFields(of: message.bytes)
    }
    #expect(throws: FormatError(reason, at: offset)) {
      try fieldPlaces(of: message.bytes)
    }
  }

  /// Whatever the bytes, the reader returns or throws. It does not trap, and it stops.
  @Test(arguments: 0..<64 as Range<UInt64>)
  func `survives noise`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    let bytes = (0..<512).map { _ in UInt8.random(in: .min ... .max, using: &noise) }
    let fields = (try? wireFields(of: bytes)) ?? []
    #expect(fields.count <= bytes.count / 2, "a field takes two bytes at least")
    let places = (try? fieldPlaces(of: bytes)) ?? []
    #expect(places.map(\.number) == fields.map(\.number))
  }
}

/// A field that has let go of the bytes it came from, so that it can be compared.
struct WireField: Equatable {
  enum Value: Equatable {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes([UInt8])
  }

  var number: Int32
  var value: Value

  init(_ number: Int32, _ value: Value) {
    self.number = number
    self.value = value
  }
}

private func wireFields(of message: [UInt8]) throws(FormatError) -> [WireField] {
  var reader = ProtobufReader(message.bytes)
  var fields: [WireField] = []
  while let field = try reader.next() {
    let value: WireField.Value
    switch field.value {
    case .varint(let number): value = .varint(number)
    case .fixed64(let bits): value = .fixed64(bits)
    case .fixed32(let bits): value = .fixed32(bits)
    case .bytes(let payload): value = .bytes(payload.copied())
    }
    fields.append(WireField(field.number, value))
  }
  return fields
}

private func fieldPlaces(of message: [UInt8]) throws(FormatError) -> [ProtobufPlace] {
  var reader = ProtobufReader(message.bytes)
  var places: [ProtobufPlace] = []
  while true {
    if let place = reader.nextShortPlace() {
      places.append(place)
    } else if let place = try reader.nextAnyPlace() {
      places.append(place)
    } else {
      return places
    }
  }
}
