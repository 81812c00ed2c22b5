/// What kind of value comes next.
package enum JSONKind: Sendable {
  case object, array, string, number, bool, null
}

/// Pulls values out of borrowed JSON text, one after the other, without building a tree.
///
/// ```swift
/// var scanner = JSONScanner(line)
/// try scanner.beginObject()
/// while let key = try scanner.nextKey() {
///   switch key {
///   case "batch": batch = try scanner.readInt()
///   case "shape":
///     try scanner.beginArray()
///     while try scanner.nextElement() { shape.append(try scanner.readInt()) }
///   default: _ = try scanner.readRaw()
///   }
/// }
/// try scanner.finish()
/// ```
///
/// After `nextKey` or `nextElement` the caller reads exactly one value. The text is held against
/// RFC 8259 to the letter, as far as it is read; `readRaw` steps over a value and checks it too.
/// Repeated keys are the caller's to notice.
@usableFromInline
package struct JSONScanner: ~Escapable {
  let bytes: RawSpan
  /// Where the next token is looked for, from the start of the text.
  package internal(set) var position = 0
  private var depth = 0
  private let depthLimit: Int
  /// Whether an object or array was begun and nothing of it has been read yet.
  private var isFresh = false

  /// The deepest nesting that is followed unless a caller says otherwise.
  package static let defaultDepthLimit = 128

  /// Starts at the first byte of a text.
  ///
  /// - Parameters:
  ///   - bytes: The whole text.
  ///   - depthLimit: How many objects and arrays may be open at once.
  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan, depthLimit: Int = JSONScanner.defaultDepthLimit) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  // MARK: Objects and arrays

  /// Enters an object.
  package mutating func beginObject() throws(JSONError) {
    try begin(UInt8(ascii: "{"), "an object")
  }

  /// Enters an array.
  @usableFromInline
  package mutating func beginArray() throws(JSONError) {
    try begin(UInt8(ascii: "["), "an array")
  }

  /// Goes to the next member of the object and returns its key, or leaves the object at its end.
  @_lifetime(copy self)
  package mutating func nextKey() throws(JSONError) -> JSONString? {
    var byte = nextByte()
    if byte == UInt8(ascii: "}") {
      leave()
      return nil
    }
    if !isFresh {
      guard byte == UInt8(ascii: ",") else { throw unexpected("',' or '}'") }
      position += 1
      byte = nextByte()
    }
    guard byte == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
    let key = try scanString()
    guard nextByte() == UInt8(ascii: ":") else { throw unexpected("':'") }
    position += 1
    isFresh = false
    return key
  }

  /// Goes to the next element of the array, or leaves the array at its end and returns false.
  @usableFromInline
  package mutating func nextElement() throws(JSONError) -> Bool {
    let byte = nextByte()
    if byte == UInt8(ascii: "]") {
      leave()
      return false
    }
    if isFresh {
      isFresh = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw unexpected("',' or ']'") }
    position += 1
    return true
  }

  /// Whether nothing but white space is left.
  package mutating func isAtEnd() -> Bool { nextByte() == nil }

  /// Makes sure that nothing but white space is left.
  package mutating func finish() throws(JSONError) {
    guard nextByte() == nil else { throw unexpected("the end of the text") }
  }

  // MARK: Values

  /// What kind of value comes next, judged by its first byte.
  package mutating func peek() throws(JSONError) -> JSONKind {
    switch nextByte() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    default: throw unexpected("a value")
    }
  }

  /// Reads a string without copying it.
  @_lifetime(copy self)
  package mutating func readString() throws(JSONError) -> JSONString {
    guard nextByte() == UInt8(ascii: "\"") else { throw unexpected("a string") }
    return try scanString()
  }

  /// Reads `true` or `false`.
  package mutating func readBool() throws(JSONError) -> Bool {
    switch nextByte() {
    case UInt8(ascii: "t"):
      try take("true")
      return true
    case UInt8(ascii: "f"):
      try take("false")
      return false
    default: throw unexpected("true or false")
    }
  }

  /// Steps over `null` if that comes next, and says whether it did.
  package mutating func readNull() throws(JSONError) -> Bool {
    guard nextByte() == UInt8(ascii: "n") else { return false }
    try take("null")
    return true
  }

  /// Steps over a value of any kind, checking it, and returns its text.
  @_lifetime(copy self)
  package mutating func readRaw() throws(JSONError) -> RawSpan {
    _ = nextByte()
    let start = position
    try skip()
    return bytes.extracting(start..<position)
  }

  private mutating func skip() throws(JSONError) {
    switch try peek() {
    case .object:
      try beginObject()
      while try nextKey() != nil { try skip() }
    case .array:
      try beginArray()
      while try nextElement() { try skip() }
    case .string: _ = try scanString()
    case .number: _ = try scanNumber()
    case .bool: _ = try readBool()
    case .null: _ = try readNull()
    }
  }

  // MARK: Tokens

  private mutating func begin(_ bracket: UInt8, _ what: String) throws(JSONError) {
    guard nextByte() == bracket else { throw unexpected(what) }
    guard depth < depthLimit else {
      throw JSONError(
        at: position, found: "an object or array within \(depth) others",
        expected: "no deeper nesting than \(depthLimit)")
    }
    depth += 1
    position += 1
    isFresh = true
  }

  private mutating func leave() {
    depth -= 1
    position += 1
    isFresh = false
  }

  private mutating func take(_ word: StaticString) throws(JSONError) {
    let length = word.utf8CodeUnitCount
    for index in 0..<length {
      guard unsafe byte(at: position) == word.utf8Start[index] else {
        throw unexpected("\(word)")
      }
      position += 1
    }
  }

  /// The byte at a position, or `nil` behind the end.
  @inline(__always)
  func byte(at position: Int) -> UInt8? {
    guard position < bytes.byteCount else { return nil }
    return unsafe bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
  }

  /// Steps over white space and returns the byte that follows, or `nil` at the end.
  @inline(__always)
  mutating func nextByte() -> UInt8? {
    while let byte = byte(at: position) {
      guard byte <= 0x20 else { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    return nil
  }

  /// The refusal of what stands at the current position.
  @inline(never)
  func unexpected(_ expected: String) -> JSONError {
    JSONError(at: position, found: JSONError.name(of: byte(at: position)), expected: expected)
  }
}

extension JSONError {
  /// How a message names a byte.
  static func name(of byte: UInt8?) -> String {
    guard let byte else { return "the end" }
    return switch byte {
    case 0x20: "a space"
    case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
    default: "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
}
