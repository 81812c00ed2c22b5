internal import ByteReading

/// Pieces of JSON, for those who write a record's text from parts that lie ready. The room must be
/// there; running out of it is the caller's mistake and ends the program.
extension OutputSpan<UInt8> {
  /// The most bytes that a whole number takes.
  package static var mostDigits: Int { 20 }

  /// The most bytes that so many bytes of text take in quotes, each of them escaped.
  package static func mostQuoted(_ count: Int) -> Int { 6 * count + 2 }

  /// Appends a whole number.
  package mutating func append(decimal number: Int) {
    precondition(Self.mostDigits <= freeCapacity, "no room for a number")
    unsafe withUnsafeMutableBufferPointer { buffer, count in
      guard let base = buffer.baseAddress else { return }
      unsafe count += JSONWriter.write(number, to: base + count)
    }
  }

  /// The most bytes that an array of two whole numbers takes.
  package static var mostOfPair: Int { 2 * mostDigits + 3 }

  /// Appends an array of two whole numbers.
  package mutating func append(pair first: Int, _ second: Int) {
    precondition(Self.mostOfPair <= freeCapacity, "no room for two numbers")
    unsafe withUnsafeMutableBufferPointer { buffer, count in
      guard let base = buffer.baseAddress else { return }
      unsafe count += JSONWriter.write(pair: first, second, to: base + count)
    }
  }

  /// Appends UTF-8 in quotes; bytes that are not UTF-8 become U+FFFD.
  package mutating func append(quoted text: RawSpan) {
    guard Self.isPlain(text) else {
      var valid = text.text
      let escaped = valid.withUTF8 { unsafe JSONWriter.escaped(UnsafeRawBufferPointer($0)) }
      return append(escaped.bytes)
    }
    append(UInt8(ascii: "\""))
    append(text)
    append(UInt8(ascii: "\""))
  }

  /// Appends a text in quotes.
  package mutating func append(quoted text: String) {
    unsafe append(quoted: text.utf8.span.bytes)
  }

  /// Whether text is ASCII without anything to escape.
  package static func isPlain(_ text: RawSpan) -> Bool {
    unsafe text.withUnsafeBytes { unsafe isPlain($0) }
  }

  /// Eight bytes at a time, since names are short.
  private static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    var index = 0
    while index + 8 <= text.count {
      let word = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word & high != 0 || JSONWriter.needsEscape(word) { return false }
      index += 8
    }
    guard index < text.count else { return true }
    var rest: UInt64 = 0x2020_2020_2020_2020
    if text.count >= 8 {
      // The last eight bytes, some of them once more.
      rest = unsafe text.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self)
    } else {
      while index < text.count {
        rest = unsafe rest << 8 | UInt64(text[index])
        index += 1
      }
    }
    return rest & high == 0 && !JSONWriter.needsEscape(rest)
  }
}
