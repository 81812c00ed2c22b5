extension Span<UInt8> {
  /// Where the first space or control character stands, or the end of the bytes.
  ///
  /// `isPlain` becomes false if there is a quote, a backslash or a byte above 0x7F on the way: what
  /// text in JSON has to escape, or has to be checked to be UTF-8. Eight bytes are looked at
  /// together, see `JSONScanner.scanString`.
  package func firstBlank(from start: Int, isPlain: inout Bool) -> Int {
    precondition(start >= 0)
    var position = start
    return unsafe withUnsafeBytes { bytes in
      while position + 8 <= bytes.count {
        let word = UInt64(
          littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        let high = Self.everyByte(0x80)
        let blanks = (word &- Self.everyByte(0x21)) & ~word & high
        let quotes = word ^ Self.everyByte(UInt64(UInt8(ascii: "\"")))
        let backslashes = word ^ Self.everyByte(UInt64(UInt8(ascii: "\\")))
        let odd =
          (word | (quotes &- Self.everyByte(1)) & ~quotes
            | (backslashes &- Self.everyByte(1)) & ~backslashes) & high
        guard blanks == 0 else {
          // The bits below the first blank.
          if odd & (blanks & (0 &- blanks) &- 1) != 0 { isPlain = false }
          return position + blanks.trailingZeroBitCount / 8
        }
        if odd != 0 { isPlain = false }
        position += 8
      }
      while position < bytes.count {
        let byte = unsafe bytes[position]
        if byte <= 0x20 { return position }
        if byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          isPlain = false
        }
        position += 1
      }
      return bytes.count
    }
  }

  /// The byte repeated eight times.
  @inline(__always)
  private static func everyByte(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
}
