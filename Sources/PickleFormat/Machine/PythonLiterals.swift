internal import ByteReading

/// An integer as Python's `int(text, 0)` reads it, of any size.
enum PythonInteger {
  /// A minus sign if it is negative, and digits without leading zeros.
  case decimal([UInt8])
  /// Least significant byte first; what a literal of base 2, 8 or 16 gives.
  case twosComplement([UInt8])

  init?(_ line: RawSpan) {
    var text = line.copied()[...]
    while let first = text.first, isSpace(first) { text.removeFirst() }
    while let last = text.last, isSpace(last) { text.removeLast() }
    var isNegative = false
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      text.removeFirst()
    }
    var base = 10
    if text.count > 2, text.first == UInt8(ascii: "0") {
      switch text[text.startIndex + 1] | 0x20 {
      case UInt8(ascii: "x"): base = 16
      case UInt8(ascii: "o"): base = 8
      case UInt8(ascii: "b"): base = 2
      default: break
      }
      if base != 10 {
        text.removeFirst(2)
        // One underscore may follow the base.
        if text.first == UInt8(ascii: "_") { text.removeFirst() }
      }
    }
    guard let digits = Self.digits(of: text, base: base) else { return nil }
    self =
      base == 10
      ? .decimal(Self.decimal(digits, isNegative: isNegative))
      : .twosComplement(Self.complement(digits, bits: base.trailingZeroBitCount, isNegative))
  }

  /// The values of the digits, between which single underscores may stand.
  private static func digits(of text: ArraySlice<UInt8>, base: Int) -> [UInt8]? {
    var digits: [UInt8] = []
    var mayUnderscore = false
    for byte in text {
      if byte == UInt8(ascii: "_"), mayUnderscore {
        mayUnderscore = false
        continue
      }
      guard let digit = hexDigit(byte), digit < base else { return nil }
      digits.append(digit)
      mayUnderscore = true
    }
    return mayUnderscore ? digits : nil
  }

  private static func decimal(_ digits: [UInt8], isNegative: Bool) -> [UInt8] {
    let significant = digits.drop { $0 == 0 }.map { UInt8(ascii: "0") + $0 }
    if significant.isEmpty { return [UInt8(ascii: "0")] }
    return (isNegative ? [UInt8(ascii: "-")] : []) + significant
  }

  private static func complement(_ digits: [UInt8], bits: Int, _ isNegative: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    var (buffer, held) = (0, 0)
    for digit in digits.reversed() {
      buffer |= Int(digit) << held
      held += bits
      while held >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: buffer))
        buffer >>= 8
        held -= 8
      }
    }
    bytes.append(UInt8(truncatingIfNeeded: buffer))
    bytes.append(0)
    if isNegative {
      var carry = true
      for index in bytes.indices {
        let (sum, overflow) = (~bytes[index]).addingReportingOverflow(carry ? 1 : 0)
        bytes[index] = sum
        carry = overflow
      }
    }
    // No more bytes than the sign needs.
    while bytes.count > 1, let last = bytes.last, last == 0 || last == 0xFF,
      bytes[bytes.count - 2] >> 7 == last & 1
    {
      bytes.removeLast()
    }
    return bytes
  }
}

/// A floating-point number as Python's `float(text)` reads it.
func pythonFloat(_ line: RawSpan) -> Double? {
  var bytes = line.copied()
  bytes.removeAll { $0 == UInt8(ascii: "_") }
  while let last = bytes.last, isSpace(last) { bytes.removeLast() }
  let text = String(decoding: bytes.drop(while: isSpace), as: UTF8.self).lowercased()
  // Swift reads hexadecimal numbers and signed NaNs too.
  switch text {
  case "nan", "+nan", "-nan": return .nan
  case "inf", "+inf", "infinity", "+infinity": return .infinity
  case "-inf", "-infinity": return -.infinity
  default:
    guard text.utf8.allSatisfy({ "0123456789+-.e".utf8.contains($0) }) else { return nil }
    if let value = Double(text) { return value }
    // `.5` and `5.` are numbers to Python.
    return Double(text.replacingPoints)
  }
}

extension String {
  /// The same number with a digit on both sides of its point.
  fileprivate var replacingPoints: String {
    guard let point = firstIndex(of: ".") else { return self }
    let after = index(after: point)
    let needsLeading = point == startIndex || !self[index(before: point)].isNumber
    let needsTrailing = after == endIndex || !self[after].isNumber
    guard !(needsLeading && needsTrailing) else { return self }
    return self[..<point] + (needsLeading ? "0" : "") + "." + (needsTrailing ? "0" : "")
      + self[after...]
  }
}

/// The bytes of a string literal of Python 2, or `nil` if it is none.
func unquotedPython2String(_ line: RawSpan) -> [UInt8]? {
  var text = line.copied()[...]
  while let last = text.last, isSpace(last) { text.removeLast() }
  guard text.count >= 2, let quote = text.first, quote == text.last,
    quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
  else { return nil }
  text = text.dropFirst().dropLast()
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  while let byte = text.popFirst() {
    guard byte == UInt8(ascii: "\\") else {
      result.append(byte)
      continue
    }
    guard let escaped = text.popFirst() else { return nil }
    switch escaped {
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(escaped)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "a"): result.append(0x07)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "v"): result.append(0x0B)
    case UInt8(ascii: "x"):
      let digits = text.prefix(2).compactMap(hexDigit)
      guard digits.count == 2 else { return nil }
      text.removeFirst(2)
      result.append(digits[0] << 4 | digits[1])
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = Int(escaped & 7)
      for _ in 0..<2 {
        guard let next = text.first, (0x30...0x37).contains(next) else { break }
        value = value << 3 | Int(next & 7)
        text.removeFirst()
      }
      result.append(UInt8(truncatingIfNeeded: value))
    default: result += [UInt8(ascii: "\\"), escaped]
    }
  }
  return result
}

/// The text of a line in Python's `raw-unicode-escape`, as UTF-8 that has surrogates too, or `nil`
/// if an escape is broken.
func rawUnicodeUnescaped(_ line: RawSpan) -> (text: [UInt8], hasSurrogates: Bool)? {
  var text = line.copied()[...]
  var result: [UInt8] = []
  var hasSurrogates = false
  result.reserveCapacity(text.count)
  while let byte = text.popFirst() {
    guard byte == UInt8(ascii: "\\"), let kind = text.first else {
      appendUTF8(UInt32(byte), to: &result)
      continue
    }
    let count = kind == UInt8(ascii: "u") ? 4 : kind == UInt8(ascii: "U") ? 8 : 0
    text.removeFirst()
    guard count > 0 else {
      result.append(byte)
      appendUTF8(UInt32(kind), to: &result)
      continue
    }
    let digits = text.prefix(count).compactMap(hexDigit)
    guard digits.count == count else { return nil }
    text.removeFirst(count)
    let scalar = digits.reduce(0 as UInt32) { $0 << 4 | UInt32($1) }
    guard scalar <= 0x10FFFF else { return nil }
    if (0xD800..<0xE000).contains(scalar) { hasSurrogates = true }
    appendUTF8(scalar, to: &result)
  }
  return (result, hasSurrogates)
}

/// Appends a code point, a surrogate too, as UTF-8 has it.
func appendUTF8(_ scalar: UInt32, to bytes: inout [UInt8]) {
  func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
  switch scalar {
  case 0..<0x80: bytes.append(UInt8(scalar))
  case 0x80..<0x800: bytes += [UInt8(0xC0 | scalar >> 6), tail(0)]
  case 0x800..<0x10000: bytes += [UInt8(0xE0 | scalar >> 12), tail(6), tail(0)]
  default: bytes += [UInt8(0xF0 | scalar >> 18 & 7), tail(12), tail(6), tail(0)]
  }
}

/// The value of a hexadecimal digit.
func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || (0x09...0x0D).contains(byte)
}
