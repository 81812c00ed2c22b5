package import ByteReading

/// Reads a Python literal from text: strings, whole numbers, `True`, `False`, `None`, tuples, lists
/// and dictionaries. Nothing is evaluated; anything else is refused where it stands.
package struct PythonLiteralReader: ~Escapable {
  private let text: RawSpan
  private let origin: Int
  private var position = 0
  private var depth = 0

  /// How deep parts may lie in parts; numpy's own headers reach 8 or so.
  private static let depthLimit = 64

  /// Reads from the first byte; `origin` is where the text begins in the file.
  @_lifetime(copy text)
  package init(_ text: RawSpan, origin: Int = 0) {
    self.text = text
    self.origin = origin
  }

  /// The one literal that the text holds, with white space around it.
  package mutating func readAll() throws(FormatError) -> PythonLiteral {
    let literal = try readValue()
    skipSpace()
    guard position == text.byteCount else { throw unexpected("the end") }
    return literal
  }

  private mutating func readValue() throws(FormatError) -> PythonLiteral {
    skipSpace()
    guard let first = peek() else { throw unexpected("a literal") }
    switch first {
    case UInt8(ascii: "("): return try readSequence(to: UInt8(ascii: ")"))
    case UInt8(ascii: "["): return try readSequence(to: UInt8(ascii: "]"))
    case UInt8(ascii: "{"): return .dictionary(try readPairs())
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try readText())
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return .integer(try readInt())
    case UInt8(ascii: "u"), UInt8(ascii: "b"):
      position += 1
      return .text(try readText())
    default: return try readWord()
    }
  }

  // MARK: Parts

  private mutating func readSequence(to end: UInt8) throws(FormatError) -> PythonLiteral {
    try enter()
    var values: [PythonLiteral] = []
    var hasComma = false
    while !take(end) {
      guard values.isEmpty || hasComma else { throw unexpected("a comma") }
      values.append(try readValue())
      hasComma = take(UInt8(ascii: ","))
    }
    depth -= 1
    guard end == UInt8(ascii: ")") else { return .list(values) }
    // Parentheses around one value without a comma are only parentheses.
    return values.count == 1 && !hasComma ? values[0] : .tuple(values)
  }

  private mutating func readPairs() throws(FormatError) -> [(
    key: PythonLiteral, value: PythonLiteral
  )] {
    try enter()
    var pairs: [(key: PythonLiteral, value: PythonLiteral)] = []
    var hasComma = true
    while !take(UInt8(ascii: "}")) {
      guard hasComma else { throw unexpected("a comma") }
      let key = try readValue()
      guard take(UInt8(ascii: ":")) else { throw unexpected("a colon") }
      pairs.append((key, try readValue()))
      hasComma = take(UInt8(ascii: ","))
    }
    depth -= 1
    return pairs
  }

  private mutating func readInt() throws(FormatError) -> Int {
    let start = position
    var digits = ""
    if peek() == UInt8(ascii: "-") {
      digits = "-"
      position += 1
    }
    while let byte = peek(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      digits.unicodeScalars.append(Unicode.Scalar(byte))
      position += 1
    }
    guard let value = Int(digits) else {
      throw FormatError(.malformed("the number \(digits.prefix(40))"), at: origin + start)
    }
    // Python 2 marked its long numbers.
    if peek() == UInt8(ascii: "L") { position += 1 }
    return value
  }

  private mutating func readText() throws(FormatError) -> String {
    let start = position
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw unexpected("a quote")
    }
    position += 1
    var utf8: [UInt8] = []
    while let byte = peek() {
      position += 1
      switch byte {
      case quote: return utf8.bytes.text
      case UInt8(ascii: "\\"): try readEscape(into: &utf8)
      default: utf8.append(byte)
      }
    }
    throw FormatError(.malformed("a text without its closing quote"), at: origin + start)
  }

  private mutating func readEscape(into utf8: inout [UInt8]) throws(FormatError) {
    guard let byte = peek() else { return }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): utf8.append(0x0A)
    case UInt8(ascii: "r"): utf8.append(0x0D)
    case UInt8(ascii: "t"): utf8.append(0x09)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): utf8.append(byte)
    case UInt8(ascii: "x"): try readScalar(digits: 2, into: &utf8)
    case UInt8(ascii: "u"): try readScalar(digits: 4, into: &utf8)
    case UInt8(ascii: "U"): try readScalar(digits: 8, into: &utf8)
    default:
      position -= 1
      throw unexpected("an escape")
    }
  }

  private mutating func readScalar(digits: Int, into utf8: inout [UInt8]) throws(FormatError) {
    let start = position
    let end = min(position + digits, text.byteCount)
    let hex = text.extracting(position..<end).text
    position = end
    guard let value = UInt32(hex, radix: 16) else {
      throw FormatError(.malformed("the escape \(hex)"), at: origin + start)
    }
    utf8.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
  }

  private mutating func readWord() throws(FormatError) -> PythonLiteral {
    for (word, value) in Self.words where text.extracting(position...).starts(with: word) {
      position += word.count
      return value
    }
    throw unexpected("a literal")
  }

  private static let words: [([UInt8], PythonLiteral)] = [
    (Array("True".utf8), .bool(true)), (Array("False".utf8), .bool(false)),
    (Array("None".utf8), .none),
  ]

  private mutating func enter() throws(FormatError) {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw FormatError(
        .overLimit("literals nested more than \(Self.depthLimit) deep"), at: origin + position)
    }
    position += 1
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte >= 0x09 && byte <= 0x0D { position += 1 }
  }

  private func peek() -> UInt8? {
    position < text.byteCount ? text.byte(at: position) : nil
  }

  private func unexpected(_ expected: String) -> FormatError {
    guard let byte = peek() else {
      return FormatError(.malformed("the text ends, expected \(expected)"), at: origin + position)
    }
    let found =
      byte > 0x20 && byte < 0x7F
      ? "'\(Unicode.Scalar(byte))'" : "byte 0x\(String(byte, radix: 16))"
    return FormatError(.malformed("found \(found), expected \(expected)"), at: origin + position)
  }
}
