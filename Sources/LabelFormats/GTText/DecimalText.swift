internal import RecordStreams

/// A number as its decimal digits, so that a unit changes by moving the point and nothing is
/// rounded.
struct DecimalText {
  /// The text as it stood.
  var range: Range<Int>
  /// Where its first and last digits that are not 0 stand; a point may be between them.
  private var digits: Range<Int>
  /// How many digits those are.
  private var count: Int
  /// The power of ten of the first of them.
  private var power: Int

  /// Whether the number is more than 0.
  var isPositive: Bool { count > 0 }

  /// Reads `12`, `0.5`, `.5`, `5.` or `1.5e-3`; returns `nil` for anything else, for numbers with a
  /// sign, and for numbers beyond 10^±290, which a double might not hold after a change of unit.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self.range = range
    var position = range.lowerBound
    var point: Int?
    var first = -1
    var last = -1
    var hasDigits = false
    while position < range.upperBound {
      let byte = bytes[position]
      if byte &- UInt8(ascii: "0") < 10 {
        hasDigits = true
        if byte != UInt8(ascii: "0") {
          if first < 0 { first = position }
          last = position
        }
      } else if byte == UInt8(ascii: "."), point == nil {
        point = position
      } else {
        break
      }
      position += 1
    }
    guard hasDigits else { return nil }
    let whole = point ?? position
    guard let exponent = Self.exponent(bytes, position..<range.upperBound) else { return nil }
    guard first >= 0 else {
      digits = 0..<0
      count = 0
      power = 0
      return
    }
    digits = first..<last + 1
    let pointIsInside = point ?? -1 > first && point ?? last < last
    count = last + 1 - first - (pointIsInside ? 1 : 0)
    power = (first < whole ? whole - first - 1 : whole - first) + exponent
    guard -290...290 ~= power else { return nil }
  }

  /// The exponent that a text such as `e-3` says; 0 for no text, `nil` for another.
  private static func exponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return 0 }
    guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var position = range.lowerBound + 1
    var isNegative = false
    guard position < range.upperBound else { return nil }
    if bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    guard position < range.upperBound else { return nil }
    var value = 0
    while position < range.upperBound {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      // Larger ones are out of range whatever follows.
      value = min(value * 10 + Int(digit), 1 << 20)
      position += 1
    }
    return isNegative ? -value : value
  }

  /// The most bytes that `write` appends: the digits, and a sign, zeros or an exponent around them.
  var capacity: Int { count + 32 }

  /// Writes the number times a power of ten, as JSON writes numbers: without needless zeros, with
  /// an exponent only where there would be many.
  func write(from bytes: Span<UInt8>, shiftedBy shift: Int, to output: inout OutputSpan<UInt8>) {
    let power = power + shift
    switch power {
    case -7..<0:
      output.append(UInt8(ascii: "0"))
      output.append(UInt8(ascii: "."))
      for _ in 0..<(-power - 1) { output.append(UInt8(ascii: "0")) }
      writeDigits(from: bytes, pointAfter: .max, to: &output)
    case 0..<16:
      writeDigits(from: bytes, pointAfter: power + 1, to: &output)
      if power >= count {
        for _ in count...power { output.append(UInt8(ascii: "0")) }
      }
      if power + 1 >= count {
        output.append(UInt8(ascii: "."))
        output.append(UInt8(ascii: "0"))
      }
    default:
      writeDigits(from: bytes, pointAfter: 1, to: &output)
      output.append(UInt8(ascii: "e"))
      output.append(UInt8(ascii: power < 0 ? "-" : "+"))
      let magnitude = UInt8(min(abs(power), 999) / 100)
      let rest = UInt8(abs(power) % 100)
      if magnitude > 0 { output.append(UInt8(ascii: "0") + magnitude) }
      output.append(UInt8(ascii: "0") + rest / 10)
      output.append(UInt8(ascii: "0") + rest % 10)
    }
  }

  private func writeDigits(
    from bytes: Span<UInt8>, pointAfter place: Int, to output: inout OutputSpan<UInt8>
  ) {
    var written = 0
    for position in digits where bytes[position] != UInt8(ascii: ".") {
      if written == place { output.append(UInt8(ascii: ".")) }
      output.append(bytes[position])
      written += 1
    }
  }
}
