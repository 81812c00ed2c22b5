internal import Glibc

/// A string as it stands between its quotes in borrowed JSON text: valid UTF-8, escapes checked.
@usableFromInline
package struct JSONString: ~Escapable {
  /// The bytes between the quotes.
  @usableFromInline
  package let raw: RawSpan
  /// Whether `raw` has backslash escapes, so that it is not the string itself.
  @usableFromInline
  package let hasEscapes: Bool
  /// Where the opening quote stands in the text.
  package let offset: Int

  @_lifetime(copy raw)
  init(raw: RawSpan, hasEscapes: Bool, offset: Int) {
    self.raw = raw
    self.hasEscapes = hasEscapes
    self.offset = offset
  }

  /// The string's bytes in UTF-8, escapes undone.
  package func decoded() -> [UInt8] {
    unsafe raw.withUnsafeBytes { bytes in
      guard hasEscapes else { return unsafe Array(bytes) }
      return unsafe JSONEscapes.undone(in: bytes)
    }
  }

  /// The string, escapes undone.
  package var string: String {
    unsafe raw.withUnsafeBytes { bytes in
      guard hasEscapes else { return unsafe String(decoding: bytes, as: UTF8.self) }
      return unsafe String(decoding: JSONEscapes.undone(in: bytes), as: UTF8.self)
    }
  }

  /// Whether the string, escapes undone, is this literal.
  @inlinable
  package static func == (string: JSONString, literal: StaticString) -> Bool {
    literal ~= string
  }

  /// Lets a `switch` over strings name literals.
  @inlinable
  package static func ~= (literal: StaticString, string: JSONString) -> Bool {
    // The lengths settle nearly all comparisons without a call.
    guard string.hasEscapes || string.raw.byteCount == literal.utf8CodeUnitCount else {
      return false
    }
    return string.equals(literal)
  }

  @usableFromInline
  func equals(_ literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    return unsafe raw.withUnsafeBytes { bytes in
      let text = unsafe UnsafeRawBufferPointer(start: literal.utf8Start, count: length)
      if hasEscapes {
        return unsafe JSONEscapes.undone(in: bytes).elementsEqual(text)
      }
      guard bytes.count == length, let left = bytes.baseAddress, let right = text.baseAddress
      else { return bytes.count == length }
      return unsafe memcmp(left, right, length) == 0
    }
  }
}

/// Backslash escapes of JSON strings.
enum JSONEscapes {
  /// The bytes with their escapes undone; they have been checked to be well formed.
  static func undone(in bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = unsafe bytes[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        result.append(byte)
        index += 1
        continue
      }
      let letter = unsafe bytes[index + 1]
      if letter == UInt8(ascii: "u") {
        var unit = UInt32(unsafe hexadecimal(bytes, at: index + 2) ?? 0)
        index += 6
        if 0xD800..<0xDC00 ~= unit {
          unit = (unit - 0xD800) << 10 + 0x10000
          unit += UInt32(unsafe hexadecimal(bytes, at: index + 2) ?? 0xDC00) - 0xDC00
          index += 6
        }
        if let scalar = Unicode.Scalar(unit) {
          result.append(contentsOf: UTF8.encode(scalar) ?? .init())
        }
      } else {
        result.append(simple(letter) ?? letter)
        index += 2
      }
    }
    return result
  }

  /// What an escape of one letter stands for.
  static func simple(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// The value of four hexadecimal digits, if there are four.
  static func hexadecimal(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt16? {
    guard position + 4 <= bytes.count else { return nil }
    var value: UInt16 = 0
    for index in position..<position + 4 {
      let byte = unsafe bytes[index]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
