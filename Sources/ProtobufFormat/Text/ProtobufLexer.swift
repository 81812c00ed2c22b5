import ByteReading

/// The tokens of protobuf's text format, one after the other.
struct ProtobufLexer: ~Escapable {
  private let text: RawSpan
  /// The byte that is looked at next.
  private(set) var position = 0

  @_lifetime(copy text)
  init(_ text: RawSpan) {
    self.text = text
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private var byte: UInt8? { position < text.byteCount ? text.byte(at: position) : nil }

  /// Steps over white space and comments.
  private mutating func skipSpace() {
    while let next = byte {
      if next == UInt8(ascii: "#") {
        while let next = byte, next != 0x0A { position += 1 }
      } else if next == 0x20 || 0x09...0x0D ~= next {
        position += 1
      } else {
        return
      }
    }
  }

  /// Whether nothing but white space and comments is left.
  mutating func isAtEnd() throws(FormatError) -> Bool {
    skipSpace()
    return byte == nil
  }

  /// Steps over a character if it comes next.
  mutating func skip(_ character: UInt8) -> Bool {
    skipSpace()
    guard byte == character else { return false }
    position += 1
    return true
  }

  /// Steps over a character, which has to come next.
  mutating func take(_ character: UInt8) throws(FormatError) {
    guard skip(character) else {
      throw unexpected("'\(Character(Unicode.Scalar(character)))'")
    }
  }

  /// Whether a message comes next.
  mutating func opensMessage() -> Bool {
    skipSpace()
    return byte == UInt8(ascii: "{") || byte == UInt8(ascii: "<")
  }

  /// Steps over the beginning of a message, and says with what it ends.
  mutating func openMessage() -> UInt8? {
    if skip(UInt8(ascii: "{")) { return UInt8(ascii: "}") }
    return skip(UInt8(ascii: "<")) ? UInt8(ascii: ">") : nil
  }

  /// What stands in the way of what was expected.
  mutating func unexpected(_ expected: String) -> FormatError {
    skipSpace()
    let found = byte.map { 0x21...0x7E ~= $0 ? "'\(Character(Unicode.Scalar($0)))'" : "byte \($0)" }
    return FormatError(
      .malformed("found \(found ?? "the end"); expected \(expected)"), at: position)
  }

  /// The name of a field, or of an extension in brackets.
  mutating func fieldName() throws(FormatError) -> String {
    if skip(UInt8(ascii: "[")) {
      let name = run { $0 != UInt8(ascii: "]") && $0 > 0x20 }
      try take(UInt8(ascii: "]"))
      return "[\(name)]"
    }
    let name = word()
    guard !name.isEmpty else { throw unexpected("the name of a field") }
    return name
  }

  private mutating func word() -> String {
    skipSpace()
    return run { 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 | 0x20 || $0 == UInt8(ascii: "_") }
  }

  private mutating func run(_ belongs: (UInt8) -> Bool) -> String {
    let start = position
    while let next = byte, belongs(next) { position += 1 }
    return text.extracting(start..<position).text
  }

  /// A whole number, or the number behind a word.
  mutating func integer(_ words: [String: Int64]) throws(FormatError) -> Int64 {
    let isNegative = skip(UInt8(ascii: "-"))
    skipSpace()
    let start = position
    let digits = word()
    if let value = words[digits] { return isNegative ? 0 &- value : value }
    let isHex = digits.hasPrefix("0x") || digits.hasPrefix("0X")
    let isOctal = !isHex && digits.count > 1 && digits.hasPrefix("0")
    let magnitude =
      isHex ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits, radix: isOctal ? 8 : 10)
    guard let magnitude else {
      position = start
      throw unexpected("a whole number or one of its words")
    }
    let value = Int64(bitPattern: magnitude)
    return isNegative ? 0 &- value : value
  }

  /// A number with a fraction.
  mutating func number() throws(FormatError) -> Double {
    let isNegative = skip(UInt8(ascii: "-"))
    skipSpace()
    let start = position
    var digits = run {
      0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 | 0x20 || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+")
    }.lowercased()
    if digits.hasSuffix("f"), digits != "inf", !digits.hasPrefix("0x") { digits.removeLast() }
    guard let value = Double(digits) else {
      position = start
      throw unexpected("a number")
    }
    return isNegative ? -value : value
  }

  /// Text or bytes: one or several pieces in quotation marks, put together.
  mutating func string() throws(FormatError) -> [UInt8] {
    var bytes: [UInt8] = []
    guard let first = quote() else { throw unexpected("text in quotation marks") }
    try piece(until: first, into: &bytes)
    while let next = quote() { try piece(until: next, into: &bytes) }
    return bytes
  }

  private mutating func quote() -> UInt8? {
    if skip(UInt8(ascii: "\"")) { return UInt8(ascii: "\"") }
    return skip(UInt8(ascii: "'")) ? UInt8(ascii: "'") : nil
  }

  private mutating func piece(
    until quote: UInt8, into bytes: inout [UInt8]
  ) throws(FormatError) {
    while let next = byte {
      position += 1
      switch next {
      case quote: return
      case UInt8(ascii: "\\"): try escape(into: &bytes)
      case 0x0A: throw FormatError(.malformed("a line ends inside text"), at: position - 1)
      default: bytes.append(next)
      }
    }
    throw FormatError(.malformed("text without an end"), at: position)
  }

  /// What stands behind a backslash.
  private mutating func escape(into bytes: inout [UInt8]) throws(FormatError) {
    guard let next = byte else {
      throw FormatError(.malformed("text without an end"), at: position)
    }
    position += 1
    switch next {
    case UInt8(ascii: "a"): bytes.append(7)
    case UInt8(ascii: "b"): bytes.append(8)
    case UInt8(ascii: "f"): bytes.append(12)
    case UInt8(ascii: "n"): bytes.append(10)
    case UInt8(ascii: "r"): bytes.append(13)
    case UInt8(ascii: "t"): bytes.append(9)
    case UInt8(ascii: "v"): bytes.append(11)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      position -= 1
      bytes.append(UInt8(truncatingIfNeeded: digits(3, radix: 8)))
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      bytes.append(UInt8(truncatingIfNeeded: digits(2, radix: 16)))
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let code = digits(next == UInt8(ascii: "u") ? 4 : 8, radix: 16)
      guard let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: code)) else {
        throw FormatError(.malformed("no character has the number \(code)"), at: position)
      }
      bytes += Array(String(Character(scalar)).utf8)
    default: bytes.append(next)
    }
  }

  /// The number that at most so many digits make.
  private mutating func digits(_ most: Int, radix: Int) -> Int {
    var value = 0
    for _ in 0..<most {
      guard let next = byte, let digit = Character(Unicode.Scalar(next)).hexDigitValue,
        digit < radix
      else { break }
      value = value * radix + digit
      position += 1
    }
    return value
  }

  /// Steps over a value that nobody wants.
  mutating func skipScalar() throws(FormatError) {
    skipSpace()
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      _ = try string()
      return
    }
    _ = skip(UInt8(ascii: "-"))
    skipSpace()
    let skipped = run {
      0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 | 0x20
        || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains($0)
    }
    guard !skipped.isEmpty else { throw unexpected("a value") }
  }
}
