/// Reads a code's text from left to right and remembers where it stands.
package struct CodeCursor {
  private let bytes: [UInt8]
  /// The byte that is read next, from 0.
  package private(set) var offset = 0

  /// Starts at the beginning of a text.
  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The byte that is read next; `nil` at the end.
  package var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Whether everything has been read.
  package var isAtEnd: Bool { offset == bytes.count }

  /// Passes over blanks.
  package mutating func skipBlanks() {
    while let next, next == 0x20 || next == 0x09 { offset += 1 }
  }

  /// Takes a text if it stands here.
  package mutating func take(_ text: String) -> Bool {
    guard bytes[offset...].starts(with: text.utf8) else { return false }
    offset += text.utf8.count
    return true
  }

  /// Takes a text that must stand here.
  package mutating func expect(_ text: String) throws(CodeError) {
    guard take(text) else { throw refusal(expecting: "\"\(text)\"") }
  }

  /// Takes a whole number, with a sign if it is negative.
  package mutating func number() throws(CodeError) -> Int {
    let start = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    while let next, next >= 0x30, next <= 0x39 { offset += 1 }
    guard let number = Int(String(decoding: bytes[start..<offset], as: UTF8.self)) else {
      offset = start
      throw refusal(expecting: "a whole number")
    }
    return number
  }

  /// Takes a whole number of a range.
  package mutating func number(in range: ClosedRange<Int>) throws(CodeError) -> Int {
    let start = offset
    let number = try number()
    guard range.contains(number) else {
      throw CodeError(
        at: start + 1, found: "\(number)",
        expected: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Takes one digit below a limit of at most 10.
  package mutating func digit(below limit: Int) throws(CodeError) -> Int {
    guard let next, next >= 0x30, Int(next) < 0x30 + limit else {
      throw refusal(expecting: "a digit from 0 to \(limit - 1)")
    }
    offset += 1
    return Int(next) - 0x30
  }

  /// Takes letters, digits and the given other characters; may be none.
  package mutating func word(_ others: String = "_") -> String {
    let start = offset
    while let next, Self.isLetterOrDigit(next) || others.utf8.contains(next) { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  /// Takes one of several words and returns its position among them.
  package mutating func choice(
    of words: [String], _ others: String = "_"
  ) throws(CodeError) -> Int {
    let start = offset
    let word = word(others)
    guard let choice = words.firstIndex(of: word) else {
      offset = start
      throw CodeError(
        at: start + 1, found: word.isEmpty ? found : "\"\(word)\"",
        expected: "one of " + words.joined(separator: ", "))
    }
    return choice
  }

  /// Takes an MD5 key, if that is all that is left.
  mutating func takeDigest() -> MD5? {
    let rest = String(decoding: bytes[offset...], as: UTF8.self)
    guard let digest = MD5(hexDigits: rest) else { return nil }
    offset = bytes.count
    return digest
  }

  /// Makes sure that everything has been read, blanks aside.
  package mutating func finish() throws(CodeError) {
    skipBlanks()
    guard isAtEnd else { throw refusal(expecting: "the end") }
  }

  /// The refusal of what stands here.
  package func refusal(expecting expected: String) -> CodeError {
    CodeError(at: offset + 1, found: found, expected: expected)
  }

  private var found: String {
    guard offset < bytes.count else { return "the end" }
    let rest = String(decoding: bytes[offset...].prefix(24), as: UTF8.self)
    return "\"\(rest.prefix(12))\""
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
