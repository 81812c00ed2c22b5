internal import ByteReading

/// Appends values as `repr` of Python writes them.
struct PythonRepr {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ text: String) { bytes.append(utf8: text) }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func removeLast(_ count: Int) { bytes.removeLast(count) }

  mutating func append(spaces count: Int) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, count)))
  }

  /// A `str` from UTF-8 in which surrogates may stand.
  mutating func append(text: RawSpan) {
    let quote = quote(for: text)
    bytes.append(quote)
    var index = 0
    while index < text.byteCount {
      let first = text.byte(at: index)
      if first < 0x80 {
        append(ascii: first, quote)
        index += 1
        continue
      }
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      var scalar = UInt32(first) & (0x7F >> UInt32(length))
      for place in 1..<length {
        scalar = scalar << 6 | UInt32(text.byte(at: index + place) & 0x3F)
      }
      if isPrintable(scalar) {
        bytes.append(text.extracting(index..<index + length))
      } else if scalar < 0x100 {
        append("\\x" + hex(scalar, digits: 2))
      } else if scalar < 0x10000 {
        append("\\u" + hex(scalar, digits: 4))
      } else {
        append("\\U" + hex(scalar, digits: 8))
      }
      index += length
    }
    bytes.append(quote)
  }

  /// `bytes`.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - escapesQuotes: Whether single quotes are escaped in double ones too, as in a `bytearray`.
  mutating func append(data: RawSpan, escapingQuotes escapesQuotes: Bool = false) {
    let quote = quote(for: data)
    bytes += [UInt8(ascii: "b"), quote]
    for index in 0..<data.byteCount {
      let byte = data.byte(at: index)
      if escapesQuotes, byte == UInt8(ascii: "'") {
        append("\\'")
        continue
      }
      if byte < 0x80 {
        append(ascii: byte, quote)
      } else {
        append("\\x" + hex(UInt32(byte), digits: 2))
      }
    }
    bytes.append(quote)
  }

  /// A `float`.
  mutating func append(float value: Double) { append(pythonText(of: value)) }

  private func quote(for text: RawSpan) -> UInt8 {
    text.firstIndex(of: UInt8(ascii: "'")) != nil && text.firstIndex(of: UInt8(ascii: "\"")) == nil
      ? UInt8(ascii: "\"") : UInt8(ascii: "'")
  }

  private mutating func append(ascii byte: UInt8, _ quote: UInt8) {
    switch byte {
    case quote, UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    case 0x20..<0x7F: bytes.append(byte)
    default: append("\\x" + hex(UInt32(byte), digits: 2))
    }
  }
}

/// Whether Python prints a character as it is.
private func isPrintable(_ value: UInt32) -> Bool {
  guard let scalar = Unicode.Scalar(value) else { return false }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator, .spaceSeparator:
    return false
  default: return true
  }
}

private func hex(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}

/// A number as `repr` of Python writes it: with an exponent below 1e-4 and from 1e16 on.
package func pythonText(of value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
  // The digits are the same; only where the point stands is not.
  let parts = value.magnitude.description.split(separator: "e")
  let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
  let whole = String(mantissa[0])
  let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
  var point = whole.utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  var digits = Substring(whole + fraction)
  while digits.first == "0" {
    digits.removeFirst()
    point -= 1
  }
  while digits.last == "0" { digits.removeLast() }
  let sign = value < 0 ? "-" : ""
  let count = digits.utf8.count
  if point > 16 || point < -3 {
    let exponent = point - 1
    let size = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
    let tail = count > 1 ? "." + digits.dropFirst() : ""
    return sign + digits.prefix(1) + tail + "e" + (exponent < 0 ? "-" : "+") + size
  }
  if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
  if point >= count { return sign + digits + String(repeating: "0", count: point - count) + ".0" }
  return sign + digits.prefix(point) + "." + digits.dropFirst(point)
}
