/// A number as it stands in JSON text.
struct JSONNumber {
  /// Where the text begins and ends.
  var range: Range<Int>
  /// The digits before and after the point as one number; meaningless if `isLong`.
  var significand: UInt64 = 0
  /// Whether there are more digits than `significand` holds.
  var isLong = false
  /// The power of ten that `significand` is to be multiplied by.
  var exponent = 0
  var isNegative = false
  /// Whether there is neither a point nor an exponent.
  var isInteger = true
}

extension JSONScanner {
  /// Reads a whole number that is written without point and exponent and fits 64 bits.
  package mutating func readInt() throws(JSONError) -> Int {
    let number = try scanNumber()
    guard number.isInteger else { throw refuse(number, "a whole number") }
    let magnitude = number.significand
    let limit = UInt64(1) << 63
    guard !number.isLong, magnitude < limit || (number.isNegative && magnitude == limit) else {
      throw refuse(number, "a whole number of 64 bits")
    }
    return Int(truncatingIfNeeded: number.isNegative ? 0 &- magnitude : magnitude)
  }

  /// Whether the number that comes next is written without point and exponent.
  package mutating func nextNumberIsWhole() throws(JSONError) -> Bool {
    let start = position
    let number = try scanNumber()
    position = start
    return number.isInteger
  }

  /// Reads a number in single precision, correctly rounded.
  package mutating func readFloat() throws(JSONError) -> Float {
    let number = try scanNumber()
    // As in `readDouble`, with the bounds of single precision.
    if !number.isLong, number.significand < 1 << 24, -10...10 ~= number.exponent {
      let significand = Float(number.significand)
      let power = Float(Self.powersOfTen[abs(number.exponent)])
      let magnitude = number.exponent < 0 ? significand / power : significand * power
      return number.isNegative ? -magnitude : magnitude
    }
    guard let value = Float(text(of: number)), value.isFinite else {
      throw refuse(number, "a number of at most 3.4e38")
    }
    return value
  }

  /// Reads a number, correctly rounded.
  package mutating func readDouble() throws(JSONError) -> Double {
    let number = try scanNumber()
    // Both factors are exact doubles, so that the one operation rounds once. W. D. Clinger, How to
    // Read Floating Point Numbers Accurately, PLDI 1990.
    if !number.isLong, number.significand < 1 << 53, -22...22 ~= number.exponent {
      let significand = Double(number.significand)
      let magnitude =
        number.exponent < 0
        ? significand / Self.powersOfTen[-number.exponent]
        : significand * Self.powersOfTen[number.exponent]
      return number.isNegative ? -magnitude : magnitude
    }
    if !number.isLong, -27 ... -1 ~= number.exponent, number.significand > 0 {
      let magnitude = Self.quotient(number.significand, Self.powersOfFive[-number.exponent])
      let value = Double(
        sign: number.isNegative ? .minus : .plus,
        exponent: magnitude.exponent + number.exponent, significand: magnitude.value)
      return value
    }
    guard let value = Double(text(of: number)), value.isFinite else {
      throw refuse(number, "a number of at most 1.8e308")
    }
    return value
  }

  /// The quotient of two whole numbers that are not 0, rounded once, as a double and a power of two.
  ///
  /// Both are shifted until their highest bit is set, so that the quotient of 127 by 64 bits has at
  /// least 63: ten more than a double holds. What the division leaves over can decide only between
  /// the two neighbours of a number in the middle, for which any bit that is set will do.
  @inline(__always)
  private static func quotient(
    _ dividend: UInt64, _ divisor: UInt64
  ) -> (value: Double, exponent: Int) {
    let shift = dividend.leadingZeroBitCount
    let divisorShift = divisor.leadingZeroBitCount
    let wide = dividend << UInt64(shift)
    let (quotient, rest) = (divisor << UInt64(divisorShift)).dividingFullWidth(
      (high: wide >> 1, low: wide << 63))
    return (Double(rest == 0 ? quotient : quotient | 1), divisorShift - shift - 63)
  }

  /// As far as 64 bits hold them.
  private static let powersOfFive: [UInt64] = (0...27).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 5 }
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Reads the text of a number.
  mutating func scanNumber() throws(JSONError) -> JSONNumber {
    let first = nextByte()
    var number = JSONNumber(range: position..<position)
    let start = position
    if first == UInt8(ascii: "-") {
      number.isNegative = true
      position += 1
    }
    let whole = position
    try scanDigits(into: &number)
    if position - whole > 1, byte(at: whole) == UInt8(ascii: "0") {
      position = whole
      throw unexpected("no zero before other digits")
    }
    if byte(at: position) == UInt8(ascii: ".") {
      position += 1
      let fraction = position
      try scanDigits(into: &number)
      number.exponent = fraction - position
      number.isInteger = false
    }
    if let letter = byte(at: position), letter | 0x20 == UInt8(ascii: "e") {
      position += 1
      number.exponent += try scanExponent()
      number.isInteger = false
    }
    number.range = start..<position
    return number
  }

  private mutating func scanDigits(into number: inout JSONNumber) throws(JSONError) {
    let start = position
    while let byte = byte(at: position), byte &- UInt8(ascii: "0") < 10 {
      let digit = UInt64(byte &- UInt8(ascii: "0"))
      // Below this bound neither the product nor the sum overflows.
      if number.significand < UInt64.max / 10 {
        number.significand = number.significand &* 10 &+ digit
      } else {
        number.isLong = true
      }
      position += 1
    }
    if position == start { throw unexpected("a digit") }
  }

  private mutating func scanExponent() throws(JSONError) -> Int {
    let sign = byte(at: position)
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { position += 1 }
    var digits = JSONNumber(range: position..<position)
    try scanDigits(into: &digits)
    // Beyond this every number is 0 or too large, whatever its digits.
    let magnitude = digits.isLong ? 1 << 40 : Int(min(digits.significand, 1 << 40))
    return sign == UInt8(ascii: "-") ? -magnitude : magnitude
  }

  private func text(of number: JSONNumber) -> String {
    unsafe bytes.extracting(number.range).withUnsafeBytes {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }

  private func refuse(_ number: JSONNumber, _ expected: String) -> JSONError {
    let length = number.range.count
    let text = unsafe bytes.extracting(number.range.prefix(40)).withUnsafeBytes {
      unsafe String(decoding: $0, as: UTF8.self)
    }
    return JSONError(
      at: number.range.lowerBound, found: length > 40 ? text + "… (\(length) characters)" : text,
      expected: expected)
  }
}
