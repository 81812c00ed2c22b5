/// Appends JSON text to an array of bytes.
///
/// Commas are the writer's; the order of keys, and that every key has a value, are the caller's.
/// Numbers are written so that reading them back gives the same bits, in the fewest digits.
package struct JSONWriter: Sendable {
  /// The text so far.
  package private(set) var bytes: [UInt8]
  private var needsComma = false

  /// Appends to bytes that are there already.
  package init(appendingTo bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  /// Hands over the text and starts again with none, keeping nothing.
  package mutating func take() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    needsComma = false
    return taken
  }

  /// Drops the text and keeps the storage.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Opens an object.
  package mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Closes the object.
  package mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array.
  package mutating func beginArray() { open(UInt8(ascii: "[")) }

  /// Closes the array.
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Ends a record with a newline.
  package mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// Writes a key that is a literal and needs no escapes.
  package mutating func key(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a key.
  package mutating func key(_ key: String) {
    string(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string value.
  package mutating func string(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { text in
      unsafe appendEscaped(UnsafeRawBufferPointer(text))
    }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a string value given as UTF-8; bytes that are not UTF-8 become U+FFFD.
  package mutating func string(_ utf8: RawSpan) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    unsafe utf8.withUnsafeBytes { text in
      if unsafe text.allSatisfy({ $0 < 0x80 }) {
        unsafe appendEscaped(text)
      } else {
        var repaired = unsafe String(decoding: text, as: UTF8.self)
        repaired.withUTF8 { unsafe appendEscaped(UnsafeRawBufferPointer($0)) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a whole number.
  package mutating func int(_ value: Int) {
    separate()
    appendDecimal(value)
    needsComma = true
  }

  /// Writes a number; it has a point or an exponent, so that it is read back as one that may have
  /// a fraction. What JSON has no number for becomes the string `NaN`, `Infinity` or `-Infinity`.
  package mutating func double(_ value: Double) {
    appendFloat(value, value.description)
  }

  /// Writes a number of single precision; see `double`.
  package mutating func float(_ value: Float) {
    appendFloat(value, value.description)
  }

  /// Writes `true` or `false`.
  package mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

  /// Writes `null`.
  package mutating func null() { word("null") }

  /// Writes a value that is JSON text already.
  package mutating func raw(_ json: [UInt8]) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// Writes a value that is JSON text already.
  package mutating func raw(_ json: RawSpan) {
    separate()
    unsafe json.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    needsComma = true
  }

  // MARK: Parts

  @inline(__always)
  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func word(_ word: StaticString) {
    separate()
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    needsComma = true
  }

  private mutating func appendDecimal(_ value: Int) {
    if 0..<10 ~= value {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
      return
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func appendFloat(_ value: some BinaryFloatingPoint, _ digits: String) {
    if value.isFinite {
      separate()
      bytes.append(contentsOf: digits.utf8)
      needsComma = true
    } else {
      word(value.isNaN ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"")
    }
  }

  /// Appends text with quotes, backslashes and control characters escaped.
  private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
    var start = 0
    for unsafe(index, byte) in unsafe text.enumerated() {
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      unsafe bytes.append(contentsOf: text[start..<index])
      start = index + 1
      bytes.append(UInt8(ascii: "\\"))
      switch byte {
      case 0x08: bytes.append(UInt8(ascii: "b"))
      case 0x09: bytes.append(UInt8(ascii: "t"))
      case 0x0A: bytes.append(UInt8(ascii: "n"))
      case 0x0C: bytes.append(UInt8(ascii: "f"))
      case 0x0D: bytes.append(UInt8(ascii: "r"))
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: Array("u00".utf8))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    unsafe bytes.append(contentsOf: text[start...])
  }
}
