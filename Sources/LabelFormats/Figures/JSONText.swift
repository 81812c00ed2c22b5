internal import ByteReading
internal import RecordStreams

/// JSON text that is put together from pieces, which spares most of the time that writing a record
/// key by key takes.
enum JSONText {
  /// The text between quotes, escaped.
  static func escaped(_ text: String) -> [UInt8] {
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain { return Array(text.utf8) }
    var writer = JSONWriter()
    writer.string(text)
    return Array(writer.bytes.dropFirst().dropLast())
  }

  /// Appends bytes as they stand between quotes, escaped where need be.
  ///
  /// - Returns: Whether they are UTF-8; if not, nothing is appended.
  static func append(_ raw: RawSpan, to output: inout [UInt8]) -> Bool {
    let bytes = Span<UInt8>(_bytes: raw)
    var (isPlain, isASCII) = (true, true)
    for position in bytes.indices {
      let byte = bytes[position]
      if byte >= 0x80 {
        isASCII = false
      } else if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        isPlain = false
      }
    }
    if !isASCII, (try? UTF8Span(validating: bytes)) == nil { return false }
    if isPlain { output.append(raw) } else { output += escaped(raw.text) }
    return true
  }

  /// Appends a whole number that is not negative.
  static func append(_ number: Int, to output: inout [UInt8]) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    var rest = number
    while divisor > 0 {
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }
}
