extension ByteCursor {
  /// Reads an unsigned integer in base 128, least significant group first, at most ten bytes.
  ///
  /// Most varints of a file are keys and lengths of one or two bytes, and those take a short path.
  @inlinable
  package mutating func readVarint() throws(FormatError) -> UInt64 {
    if remaining >= 2 {
      let first = unsafe bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
      if first < 0x80 {
        position += 1
        return UInt64(first)
      }
      let second = unsafe bytes.unsafeLoad(fromUncheckedByteOffset: position + 1, as: UInt8.self)
      if second < 0x80 {
        position += 2
        return UInt64(first & 0x7F) | UInt64(second) << 7
      }
    }
    return try readLongVarint()
  }

  @usableFromInline
  package mutating func readLongVarint() throws(FormatError) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    for shift in stride(from: 0 as UInt64, to: 64, by: 7) {
      let byte = try readByte()
      // The tenth byte has room for the 64th bit alone.
      guard shift < 63 || byte < 2 else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw FormatError(.malformed("varint over 64 bits"), at: start)
  }
}
