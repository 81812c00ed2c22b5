internal import ByteReading
internal import RecordStreams

extension PickleJSON {
  mutating func writeConstant(_ value: PickleValue) {
    switch value {
    case .true: json.bool(true)
    case .false: json.bool(false)
    default: json.null()
    }
  }

  /// Writes an integer: one that not every reader of JSON keeps exactly as text.
  mutating func writeInt(_ value: Int) {
    if isPlain || value.magnitude < 1 << 53 { return json.int(value) }
    json.beginObject()
    json.key("$int")
    json.string(String(value))
    json.endObject()
  }

  mutating func writeFloat(_ value: Double) {
    if value.isFinite { return json.double(value) }
    if isPlain { return json.null() }
    json.beginObject()
    json.key("$float")
    json.double(value)
    json.endObject()
  }

  mutating func writeText(_ value: PickleValue, _ arena: borrowing PickleArena) {
    let text = arena.bytes(inRange: value.payload)
    guard arena.hasSurrogates(value) else { return json.string(validUTF8: text) }
    if isPlain { return json.string(text) }
    json.beginObject()
    json.key("$codepoints")
    json.ints(codePoints(of: text))
    json.endObject()
  }

  mutating func writeBytes(_ bytes: RawSpan, as name: StaticString) {
    if isPlain { return json.base64(bytes) }
    json.beginObject()
    json.key(name)
    json.base64(bytes)
    json.endObject()
  }

  /// Writes a value that has a node and no items.
  mutating func writeLeaf(
    _ value: PickleValue, _ node: PickleNode, _ arena: borrowing PickleArena
  ) {
    switch node.kind {
    case .byteArray: writeBytes(arena.bytes(inRange: node.start), as: "$bytearray")
    case .bigInt: writeBigInt(value, arena)
    case .global:
      let name = arena.globals[node.start].name.description
      if isPlain { return json.string(name) }
      json.beginObject()
      json.key("$global")
      json.string(name)
      json.endObject()
    case .extensionCode:
      json.beginObject()
      json.key("$extension")
      json.int(node.start)
      json.endObject()
    case .buffer:
      json.beginObject()
      json.key("$buffer")
      json.int(node.start)
      if node.count == 1 {
        json.key("readonly")
        json.bool(true)
      }
      json.endObject()
    default: json.null()
    }
  }

  private mutating func writeBigInt(_ value: PickleValue, _ arena: borrowing PickleArena) {
    let digits = arena.digits(ofBigInt: value)
    let isDecimal = !digits.contains(UInt8(ascii: "x"))
    if isPlain, isDecimal { return json.raw(digits) }
    if isPlain { return json.string(String(decoding: digits, as: UTF8.self)) }
    json.beginObject()
    json.key("$int")
    json.string(String(decoding: digits, as: UTF8.self))
    json.endObject()
  }
}

/// The code points of text in which surrogates stand as if UTF-8 had them.
private func codePoints(of text: RawSpan) -> [Int64] {
  var points: [Int64] = []
  var index = 0
  while index < text.byteCount {
    let first = text.byte(at: index)
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var point = length == 1 ? Int64(first) : Int64(first) & (0x7F >> Int64(length))
    for place in 1..<max(length, 1) {
      point = point << 6 | Int64(text.byte(at: index + place) & 0x3F)
    }
    points.append(point)
    index += length
  }
  return points
}
