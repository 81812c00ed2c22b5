import ByteReading

/// Appends XML to an array of bytes.
///
/// What is escaped, and how numbers are written, is the writer's; that elements are closed in order is
/// the caller's.
package struct XMLWriter: Sendable {
  /// The text so far.
  package private(set) var bytes: [UInt8] = []

  /// No text.
  package init() {}

  /// Opens an element's first tag; attributes may follow.
  package mutating func begin(_ element: String) {
    raw("<")
    raw(element)
  }

  /// Ends the first tag; content may follow.
  package mutating func endTag() { raw(">") }

  /// Ends an element that has no content.
  package mutating func endEmpty() { raw("/>\n") }

  /// Ends an element.
  package mutating func end(_ element: String) {
    raw("</")
    raw(element)
    raw(">\n")
  }

  /// An attribute of the open tag.
  package mutating func attribute(_ name: String, _ value: String) {
    raw(" ")
    raw(name)
    raw("=\"")
    text(value)
    raw("\"")
  }

  /// An attribute with a coordinate as its value.
  package mutating func attribute(_ name: String, _ value: Double) {
    raw(" ")
    raw(name)
    raw("=\"")
    number(value)
    raw("\"")
  }

  /// An element that holds nothing but text.
  package mutating func element(_ name: String, _ content: String) {
    begin(name)
    endTag()
    text(content)
    end(name)
  }

  /// A coordinate with at most two decimals.
  package mutating func number(_ value: Double) {
    let hundredths = Int(exactly: (value * 100).rounded()) ?? 0
    if hundredths < 0 { raw("-") }
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    append(whole)
    guard rest > 0 else { return }
    raw(".")
    bytes.append(UInt8(ascii: "0") + UInt8(rest / 10))
    if rest % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(rest % 10)) }
  }

  private mutating func append(_ value: UInt) {
    if value >= 10 { append(value / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  /// Text as it is, which must be XML already.
  package mutating func raw(_ text: [UInt8]) {
    bytes.append(contentsOf: text)
  }

  /// Text as it is, which must be XML already.
  package mutating func raw(_ text: String) {
    bytes.append(utf8: text)
  }

  /// Whether a byte is a character that stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x26, 0x3C, 0x3E: false
    default: 0x20..<0x7F ~= byte
    }
  }

  /// Text that is escaped. Control characters, which XML has no place for, and those that turn the
  /// direction of writing become spaces.
  package mutating func text(_ text: String) {
    if text.utf8.allSatisfy(Self.isPlain) { return raw(text) }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: raw("&amp;")
      case 0x3C: raw("&lt;")
      case 0x3E: raw("&gt;")
      case 0x22: raw("&quot;")
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: raw(" ")
      case 0..<0x7F: bytes.append(UInt8(scalar.value))
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
