internal import ByteReading

/// Reads a Python literal as data: dictionaries, lists, tuples, strings, numbers, `None`, `True` and
/// `False`. Nothing is evaluated; a name, a call or an operator is refused where it stands.
struct PythonLiteral: ~Escapable {
  private let raw: RawSpan
  private let bytes: Span<UInt8>
  /// Where the next token is looked for.
  private(set) var position = 0
  private static let depthLimit = 32

  /// Starts at the first byte.
  @_lifetime(copy raw)
  init(_ raw: RawSpan) {
    self.raw = raw
    bytes = Span(_bytes: raw)
  }

  /// Reads a dictionary: calls `member` with each key, which reads the value.
  mutating func readDictionary(
    _ member: (String, inout PythonLiteral) throws(FormatError) -> Void
  ) throws(FormatError) {
    try expect(UInt8(ascii: "{"), "a dictionary")
    while peek() != UInt8(ascii: "}") {
      let key = try readString()
      try expect(UInt8(ascii: ":"), "':'")
      try member(key.text, &self)
      if peek() == UInt8(ascii: ",") { position += 1 } else { break }
    }
    try expect(UInt8(ascii: "}"), "',' or '}'")
  }

  /// Reads a list or a tuple of strings.
  mutating func readStrings() throws(FormatError) -> [String] {
    let isTuple = peek() == UInt8(ascii: "(")
    try expect(UInt8(ascii: isTuple ? "(" : "["), "a list")
    let end = UInt8(ascii: isTuple ? ")" : "]")
    var strings: [String] = []
    while peek() != end {
      strings.append(try readString().text)
      if peek() == UInt8(ascii: ",") { position += 1 } else { break }
    }
    try expect(end, "',' or '\(isTuple ? ")" : "]")'")
    return strings
  }

  /// Reads a string without a prefix, in single or double quotes.
  ///
  /// - Returns: The places of the bytes between the quotes, and whether they hold escapes.
  mutating func readString() throws(FormatError) -> PythonString {
    let quote = peek()
    guard let quote, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw refuse("a string")
    }
    let opening = position
    position += 1
    var hasEscapes = false
    while position < bytes.count, bytes[position] != quote, bytes[position] != 0x0A {
      if bytes[position] == UInt8(ascii: "\\") {
        hasEscapes = true
        position += 1
      }
      position += 1
    }
    guard position < bytes.count, bytes[position] == quote else {
      throw FormatError(.malformed("a string that does not end on its line"), at: opening)
    }
    position += 1
    let range = opening + 1..<position - 1
    guard hasEscapes || (try? UTF8Span(validating: bytes.extracting(range))) != nil else {
      throw FormatError(.malformed("a string that is not UTF-8"), at: opening)
    }
    if hasEscapes {
      throw FormatError(.unsupported("a backslash in a string of a label"), at: opening)
    }
    return PythonString(range: range, text: raw.extracting(range).text)
  }

  /// Steps over a literal of any kind.
  mutating func skip(depth: Int = 0) throws(FormatError) {
    guard depth < Self.depthLimit else {
      throw FormatError(.overLimit("more than \(Self.depthLimit) levels of nesting"), at: position)
    }
    switch peek() {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): _ = try readString()
    case UInt8(ascii: "{"):
      try readDictionary { (_, literal) throws(FormatError) in try literal.skip(depth: depth + 1) }
    case UInt8(ascii: "["): try skipItems(upTo: UInt8(ascii: "]"), depth: depth)
    case UInt8(ascii: "("): try skipItems(upTo: UInt8(ascii: ")"), depth: depth)
    default:
      let start = position
      while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
      let word = start..<position
      guard !word.isEmpty else { throw refuse("a literal") }
      let isName = ["None", "True", "False"].contains(raw.extracting(word).text)
      guard isName || ExactDecimal(bytes, word) != nil else {
        position = start
        throw refuse("a literal")
      }
    }
  }

  private mutating func skipItems(upTo end: UInt8, depth: Int) throws(FormatError) {
    position += 1
    while peek() != end {
      try skip(depth: depth + 1)
      if peek() == UInt8(ascii: ",") { position += 1 } else { break }
    }
    try expect(end, "',' or the end of the list")
  }

  /// Makes sure that nothing but white space is left.
  mutating func finish() throws(FormatError) {
    if peek() != nil { throw refuse("the end of the label") }
  }

  private mutating func expect(_ byte: UInt8, _ expected: String) throws(FormatError) {
    guard peek() == byte else { throw refuse(expected) }
    position += 1
  }

  /// Steps over white space and returns the byte that follows, or `nil` at the end.
  mutating func peek() -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    return nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "+"), 0x80...:
      true
    default: false
    }
  }

  /// The refusal of what stands at the current position.
  private func refuse(_ expected: String) -> FormatError {
    var end = position
    while end < bytes.count, end - position < 40, Self.isWord(bytes[end]) { end += 1 }
    let found: String
    if position >= bytes.count {
      found = "the end"
    } else if end == position {
      let byte = bytes[position]
      found = 0x21..<0x7F ~= byte ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
    } else {
      found = "\"\(raw.extracting(position..<end).text)\""
    }
    return FormatError(
      .malformed("found \(found); expected \(expected), and labels are never evaluated"),
      at: position)
  }
}

/// A string of a Python literal.
struct PythonString {
  /// The places of the bytes between the quotes.
  let range: Range<Int>
  /// The string.
  let text: String
}
