/// A number as its decimal digits say, so that a change of unit rounds nothing.
///
/// 38 digits are kept; what a text has beyond them, and what a product or sum would need beyond
/// them, is cut off.
struct ExactDecimal: Sendable, Equatable {
  /// The digits as one number.
  private(set) var significand: UInt128 = 0
  /// The power of ten that it is to be multiplied by.
  private(set) var exponent = 0
  private(set) var isNegative = false

  /// Whether the number is more than 0.
  var isPositive: Bool { significand > 0 && !isNegative }
  /// Whether the number is 0.
  var isZero: Bool { significand == 0 }

  /// A whole number.
  init(_ number: Int) {
    significand = UInt128(number.magnitude)
    isNegative = number < 0
  }

  /// Reads `12`, `-0.5`, `.5`, `5.` or `1.5e-3`, with blanks around; returns `nil` for anything else
  /// and for numbers beyond 10^±290, which a double might not hold after a change of unit.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var position = range.lowerBound
    var end = range.upperBound
    while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    while position < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    guard position < end else { return nil }
    if bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    // Up to 19 digits fit 64 bits, where arithmetic is quick; longer numbers go on with 128.
    var (short, shortCount) = (UInt64(0), 0)
    var (hasDigits, pointAt) = (false, -1)
    let limit = UInt128.max / 100
    while position < end {
      let digit = bytes[position] &- UInt8(ascii: "0")
      if digit < 10 {
        hasDigits = true
        if shortCount < 19 {
          short = short &* 10 &+ UInt64(digit)
          if short > 0 { shortCount += 1 }
        } else {
          if significand == 0 { significand = UInt128(short) }
          if significand < limit {
            significand = significand &* 10 &+ UInt128(digit)
          } else {
            exponent += 1
          }
        }
        if pointAt >= 0 { exponent -= 1 }
      } else if bytes[position] == UInt8(ascii: "."), pointAt < 0 {
        pointAt = position
      } else {
        break
      }
      position += 1
    }
    guard hasDigits else { return nil }
    if significand == 0 { significand = UInt128(short) }
    if position < end {
      guard let power = Self.power(bytes, position..<end) else { return nil }
      exponent += power
    }
    if significand == 0 {
      self = ExactDecimal(0)
    } else if !(-330...290 ~= exponent) || !(-290...290 ~= exponent + Self.digits(significand)) {
      return nil
    }
  }

  /// What a text such as `e-3` says, or `nil` if it is none.
  private static func power(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var position = range.lowerBound + 1
    guard position < range.upperBound else { return nil }
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    guard position < range.upperBound else { return nil }
    var power = 0
    while position < range.upperBound {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      // Larger ones are out of range whatever follows.
      power = min(power * 10 + Int(digit), 1 << 20)
      position += 1
    }
    return isNegative ? -power : power
  }

  private static func digits(_ number: UInt128) -> Int {
    var (count, rest) = (0, number)
    while rest > UInt128(UInt64.max) {
      rest /= 10
      count += 1
    }
    var short = UInt64(truncatingIfNeeded: rest)
    while short > 0 {
      short /= 10
      count += 1
    }
    return count
  }

  /// Multiplies by a whole number that is not negative, and by a power of ten.
  mutating func multiply(by factor: Int, power: Int = 0) {
    exponent += power
    guard factor != 1 else { return }
    while true {
      let (product, overflow) = significand.multipliedReportingOverflow(
        by: UInt128(factor.magnitude))
      guard overflow else {
        significand = product
        return
      }
      significand /= 10
      exponent += 1
    }
  }

  /// The sum of two numbers that are not negative.
  static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    var (finer, coarser) = left.exponent < right.exponent ? (left, right) : (right, left)
    while coarser.exponent > finer.exponent, coarser.significand < UInt128.max / 100 {
      coarser.significand *= 10
      coarser.exponent -= 1
    }
    while finer.exponent < coarser.exponent {
      finer.significand /= 10
      finer.exponent += 1
    }
    finer.significand = finer.significand &+ coarser.significand
    return finer
  }

  /// Appends the number as JSON writes one: without needless zeros, with a point or an exponent,
  /// and with an exponent only where there would be many zeros.
  func write(to output: inout [UInt8]) {
    if isNegative, significand > 0 { output.append(UInt8(ascii: "-")) }
    // The digits from the last to the first, and no zeros at the end.
    var digits = InlineArray<40, UInt8>(repeating: 0)
    var (count, exponent, wide) = (0, exponent, significand)
    while wide > UInt128(UInt64.max) {
      let (quotient, digit) = wide.quotientAndRemainder(dividingBy: 10)
      wide = quotient
      Self.take(UInt8(truncatingIfNeeded: digit), into: &digits, &count, &exponent)
    }
    var short = UInt64(truncatingIfNeeded: wide)
    while short > 0 {
      let (quotient, digit) = short.quotientAndRemainder(dividingBy: 10)
      short = quotient
      Self.take(UInt8(truncatingIfNeeded: digit), into: &digits, &count, &exponent)
    }
    guard count > 0 else {
      output.append(contentsOf: "0.0".utf8)
      return
    }
    let power = exponent + count - 1
    switch power {
    case -7..<0:
      output.append(contentsOf: "0.".utf8)
      for _ in 0..<(-power - 1) { output.append(UInt8(ascii: "0")) }
      for place in stride(from: count - 1, through: 0, by: -1) { output.append(digits[place]) }
    case 0..<16:
      for place in 0...power {
        output.append(place < count ? digits[count - 1 - place] : UInt8(ascii: "0"))
      }
      output.append(UInt8(ascii: "."))
      if count <= power + 1 { output.append(UInt8(ascii: "0")) }
      for place in stride(from: count - 2 - power, through: 0, by: -1) {
        output.append(digits[place])
      }
    default:
      output.append(digits[count - 1])
      if count > 1 { output.append(UInt8(ascii: ".")) }
      for place in stride(from: count - 2, through: 0, by: -1) { output.append(digits[place]) }
      let sign = power < 0 ? "e-" : "e+"
      output.append(contentsOf: (sign + (abs(power) < 10 ? "0" : "") + "\(abs(power))").utf8)
    }
  }

  private static func take(
    _ digit: UInt8, into digits: inout InlineArray<40, UInt8>, _ count: inout Int,
    _ exponent: inout Int
  ) {
    if digit == 0, count == 0 {
      exponent += 1
      return
    }
    digits[count] = UInt8(ascii: "0") + digit
    count += 1
  }
}
