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

  /// Makes room for so many bytes: text that grows is copied many times over.
  package mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(bytes.count + count)
  }

  /// Opens an element's first tag; attributes may follow.
  package mutating func begin(_ element: StaticString) {
    bytes.append(addingCapacity: element.utf8CodeUnitCount + 1) {
      (room: inout OutputSpan<UInt8>) in
      room.append(UInt8(ascii: "<"))
      room.append(element)
    }
  }

  /// Ends the first tag; content may follow.
  package mutating func endTag() { bytes.append(UInt8(ascii: ">")) }

  /// Ends an element that has no content.
  package mutating func endEmpty() { raw("/>\n") }

  /// Ends an element.
  package mutating func end(_ element: StaticString) {
    bytes.append(addingCapacity: element.utf8CodeUnitCount + 4) {
      (room: inout OutputSpan<UInt8>) in
      room.append("</")
      room.append(element)
      room.append(">\n")
    }
  }

  /// An attribute of the open tag.
  package mutating func attribute(_ name: StaticString, _ value: String) {
    beginAttribute(name)
    text(value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// An attribute with a coordinate as its value.
  package mutating func attribute(_ name: StaticString, _ value: Double) {
    beginAttribute(name)
    number(value)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func beginAttribute(_ name: StaticString) {
    bytes.append(addingCapacity: name.utf8CodeUnitCount + 3) { (room: inout OutputSpan<UInt8>) in
      room.append(UInt8(ascii: " "))
      room.append(name)
      room.append("=\"")
    }
  }

  /// An element that holds nothing but text.
  package mutating func element(_ name: StaticString, _ content: String) {
    begin(name)
    endTag()
    text(content)
    end(name)
  }

  /// A coordinate with at most two decimals.
  package mutating func number(_ value: Double) {
    let hundredths = Int(exactly: (value * 100).rounded()) ?? 0
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    // A sign, twenty digits, and the decimals.
    bytes.append(addingCapacity: 24) { (room: inout OutputSpan<UInt8>) in
      if hundredths < 0 { room.append(UInt8(ascii: "-")) }
      room.append(digits: whole)
      guard rest > 0 else { return }
      room.append(UInt8(ascii: "."))
      room.append(digits: rest / 10)
      if rest % 10 > 0 { room.append(digits: rest % 10) }
    }
  }

  /// Text as it is, which must be XML already.
  package mutating func raw(_ text: [UInt8]) {
    bytes.append(contentsOf: text)
  }

  /// Text as it is, which must be XML already.
  package mutating func raw(_ text: StaticString) {
    bytes.append(utf8: text)
  }

  /// Text as it is, which must be XML already.
  @_disfavoredOverload
  package mutating func raw(_ text: String) {
    bytes.append(utf8: text)
  }

  /// Whether a byte belongs to a character that stands for itself: one of ASCII, or of U+00C0 to
  /// U+07FF, such as the cross between dimensions.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x26, 0x3C, 0x3E: false
    case 0x20..<0x7F, 0xC3...0xDF: true
    // What follows the first byte of a character, whichever that was.
    case 0x80...0xBF: true
    default: false
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

extension OutputSpan<UInt8> {
  fileprivate mutating func append(digits number: UInt) {
    if number >= 10 { append(digits: number / 10) }
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}
