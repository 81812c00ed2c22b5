internal import ByteReading

/// A position in a message's bytes.
///
/// A cursor of this module's own, and not ``ByteCursor``: the compiler inlines within a module
/// only, and a file has a key and a length every few bytes.
@usableFromInline
struct WireCursor: ~Escapable {
  let bytes: RawSpan
  @usableFromInline let octets: Span<UInt8>
  @usableFromInline let origin: Int
  @usableFromInline var position = 0

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, origin: Int) {
    self.bytes = bytes
    octets = Span(_bytes: bytes)
    self.origin = origin
  }

  var offset: Int { origin + position }
  var isAtEnd: Bool { position == octets.count }

  /// Steps over a field with bytes whose key and length are of one byte each; `nil`, and nothing is
  /// stepped over, if the next field is another or does not fit.
  @inlinable
  @inline(__always)
  mutating func nextShortPlace() -> ProtobufPlace? {
    let start = position
    let room = octets.count - start - 2
    guard room >= 0 else { return nil }
    let key = octets[start]
    let count = Int(octets[start + 1])
    guard key & 0x87 == 2, key > 7, count < 0x80, count <= room else { return nil }
    position = start + 2 + count
    return ProtobufPlace(
      number: Int32(key >> 3), kind: .bytes, start: origin + start, payload: origin + start + 2,
      end: origin + position)
  }

  /// Lends the next bytes and steps over them.
  @inline(__always)
  @_lifetime(copy self)
  mutating func readBytes(_ count: Int) throws(FormatError) -> RawSpan {
    let available = octets.count - position
    guard count >= 0, count <= available else { throw truncated(needed: count) }
    defer { position += count }
    return bytes.extracting(position..<position + count)
  }

  mutating func readFixed32() throws(FormatError) -> UInt32 {
    guard octets.count - position >= 4 else { throw truncated(needed: 4) }
    var value: UInt32 = 0
    for index in 0..<4 { value |= UInt32(octets[position + index]) << UInt32(8 * index) }
    position += 4
    return value
  }

  mutating func readFixed64() throws(FormatError) -> UInt64 {
    guard octets.count - position >= 8 else { throw truncated(needed: 8) }
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(octets[position + index]) << UInt64(8 * index) }
    position += 8
    return value
  }

  /// Reads an unsigned integer in base 128, least significant group first, at most ten bytes.
  ///
  /// Most varints of a file are keys and lengths of one byte, and those take a short path.
  @inline(__always)
  mutating func readVarint() throws(FormatError) -> UInt64 {
    if position < octets.count {
      let byte = octets[position]
      if byte < 0x80 {
        position += 1
        return UInt64(byte)
      }
    }
    return try readLongVarint()
  }

  private mutating func readLongVarint() throws(FormatError) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    for shift in stride(from: 0 as UInt64, to: 64, by: 7) {
      guard position < octets.count else { throw truncated(needed: 1) }
      let byte = octets[position]
      position += 1
      // The tenth byte has room for the 64th bit alone.
      guard shift < 63 || byte < 2 else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw FormatError(.malformed("varint over 64 bits"), at: start)
  }

  private func truncated(needed: Int) -> FormatError {
    FormatError(.truncated(needed: needed, available: octets.count - position), at: offset)
  }
}
