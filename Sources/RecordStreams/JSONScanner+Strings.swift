extension JSONScanner {
  /// Reads the string whose opening quote stands at the current position.
  ///
  /// Eight bytes are looked at together until one of them is a quote, a backslash or a control
  /// character; the bytes above 0x7F are checked to be UTF-8 once the string's end is known.
  @_lifetime(copy self)
  mutating func scanString() throws(JSONError) -> JSONString {
    let start = position
    var end = start + 1
    var hasEscapes = false
    var highBits: UInt64 = 0
    while true {
      while end + 8 <= bytes.byteCount {
        let word = UInt64(
          littleEndian: unsafe bytes.unsafeLoadUnaligned(
            fromUncheckedByteOffset: end, as: UInt64.self))
        let special = Self.specialBytes(in: word)
        if special == 0 {
          highBits |= word
          end += 8
        } else {
          let count = special.trailingZeroBitCount / 8
          highBits |= word & ((1 << UInt64(8 * count)) &- 1)
          end += count
          break
        }
      }
      guard let byte = byte(at: end) else { throw refuse(end, "a quote that ends the string") }
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        end = try checkEscape(at: end)
      } else if byte < 0x20 {
        throw refuse(end, "control characters to be escaped")
      } else {
        highBits |= UInt64(byte)
        end += 1
      }
    }
    if highBits & Self.everyByte(0x80) != 0 { try checkUTF8(start + 1..<end) }
    position = end + 1
    return JSONString(
      raw: bytes.extracting(start + 1..<end), hasEscapes: hasEscapes, offset: start)
  }

  /// The byte repeated eight times.
  @inline(__always)
  private static func everyByte(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

  /// A word whose lowest set bit is in the first byte that is a quote, a backslash or below 0x20.
  ///
  /// Subtracting borrows out of a byte only if it is smaller; later bytes may be marked wrongly by
  /// the borrow, the first never. <https://graphics.stanford.edu/~seander/bithacks.html>
  @inline(__always)
  static func specialBytes(in word: UInt64) -> UInt64 {
    let quotes = word ^ everyByte(UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ everyByte(UInt64(UInt8(ascii: "\\")))
    let isQuote = (quotes &- everyByte(1)) & ~quotes
    let isBackslash = (backslashes &- everyByte(1)) & ~backslashes
    let isControl = (word &- everyByte(0x20)) & ~word
    return (isQuote | isBackslash | isControl) & everyByte(0x80)
  }

  /// Checks the escape that begins at a backslash and returns where it ends.
  private func checkEscape(at position: Int) throws(JSONError) -> Int {
    guard let letter = byte(at: position + 1) else {
      throw refuse(position + 1, "a letter after the backslash")
    }
    guard letter == UInt8(ascii: "u") else {
      guard JSONEscapes.simple(letter) != nil else {
        throw refuse(position + 1, "one of \"\\/bfnrtu after a backslash")
      }
      return position + 2
    }
    switch try hexadecimal(at: position + 2) {
    case 0xD800..<0xDC00:
      guard byte(at: position + 6) == UInt8(ascii: "\\"),
        byte(at: position + 7) == UInt8(ascii: "u"),
        0xDC00..<0xE000 ~= (try hexadecimal(at: position + 8))
      else { throw refuse(position + 6, "the low half of a surrogate pair") }
      return position + 12
    case 0xDC00..<0xE000: throw refuse(position, "the high half of a surrogate pair first")
    default: return position + 6
    }
  }

  private func hexadecimal(at position: Int) throws(JSONError) -> UInt16 {
    let value = unsafe bytes.withUnsafeBytes {
      unsafe JSONEscapes.hexadecimal($0, at: position)
    }
    guard let value else { throw refuse(position, "four hexadecimal digits") }
    return value
  }

  private func checkUTF8(_ range: Range<Int>) throws(JSONError) {
    do {
      _ = try UTF8Span(validating: Span(_bytes: bytes.extracting(range)))
    } catch {
      throw refuse(range.lowerBound + error.byteOffsets.lowerBound, "UTF-8")
    }
  }

  private func refuse(_ position: Int, _ expected: String) -> JSONError {
    JSONError(at: position, found: JSONError.name(of: byte(at: position)), expected: expected)
  }
}
