/// Writes floating-point numbers as Swift describes them: `0.1`, `12.0`, `1e-05`, `5e-324`.
enum DecimalText {
  /// The most bytes that a number is written over, some of which it does not keep.
  static let room = 48

  /// Writes a finite number and returns how many bytes it takes.
  static func write(_ value: Double, to room: UnsafeMutablePointer<UInt8>) -> Int {
    let isMiddling = value.magnitude <= 0x1p53
    return unsafe write(
      ShortestDecimal(of: value), isNegative: value.sign == .minus, inPlace: isMiddling, to: room)
  }

  /// Writes a finite number and returns how many bytes it takes.
  static func write(_ value: Float, to room: UnsafeMutablePointer<UInt8>) -> Int {
    let isMiddling = value.magnitude <= 0x1p24
    return unsafe write(
      ShortestDecimal(of: value), isNegative: value.sign == .minus, inPlace: isMiddling, to: room)
  }

  /// Writes a number with its sign, without an exponent if it is `inPlace` and not too small for that.
  @inline(__always)
  private static func write(
    _ decimal: ShortestDecimal, isNegative: Bool, inPlace: Bool,
    to room: UnsafeMutablePointer<UInt8>
  ) -> Int {
    unsafe room[0] = UInt8(ascii: "-")
    let sign = isNegative ? 1 : 0
    let room = unsafe UnsafeMutableRawPointer(room + sign)
    let digits = Digits(decimal.digits)
    // Where the point is: so many digits are before it.
    let point = digits.count &+ decimal.exponent
    guard inPlace, point > -4 else {
      return unsafe sign &+ write(digits, exponent: point &- 1, room)
    }
    guard point > 0 else {
      unsafe room.storeBytes(of: Self.zeros & ~0xFF00 | 0x2E00, as: UInt64.self)
      let start = 2 &- point
      unsafe digits.write(to: room + start)
      return sign &+ start &+ digits.significant
    }
    guard point < digits.significant else {
      unsafe digits.write(to: room)
      if decimal.exponent > 0 {
        for place in digits.count..<point {
          unsafe room.storeBytes(of: 0x30, toByteOffset: place, as: UInt8.self)
        }
      }
      unsafe room.storeBytes(of: 0x302E, toByteOffset: point, as: UInt16.self)
      return sign &+ point &+ 2
    }
    unsafe digits.write(withPointAt: point, to: room)
    return sign &+ digits.significant &+ 1
  }

  /// Writes `d.ddde+XX`.
  private static func write(
    _ digits: Digits, exponent: Int, _ room: UnsafeMutableRawPointer
  ) -> Int {
    var end = 1
    if digits.significant > 1 {
      unsafe digits.write(withPointAt: 1, to: room)
      end = digits.significant + 1
    } else {
      unsafe digits.write(to: room)
    }
    unsafe room.storeBytes(of: exponent < 0 ? 0x2D65 : 0x2B65, toByteOffset: end, as: UInt16.self)
    end += 2
    let magnitude = exponent.magnitude
    if magnitude < 10 {
      unsafe room.storeBytes(of: 0x30, toByteOffset: end, as: UInt8.self)
      end += 1
    }
    return unsafe end
      + JSONWriter.writeDigits(
        of: magnitude, to: (room + end).assumingMemoryBound(to: UInt8.self))
  }

  /// The eight decimal digits of a number below 10^8, one a byte, the first in the lowest.
  ///
  /// Four, two and one digits at a time, side by side: the multipliers are 2^20 / 100 and
  /// 2^10 / 10, rounded up, which is exact for numbers so small.
  @inline(__always)
  static func eight(_ number: UInt64) -> UInt64 {
    let high = number / 10_000
    let fours = high | (number &- high &* 10_000) &<< 32
    let hundreds = (fours &* 10_486) &>> 20 & 0x7F_0000_007F
    let twos = hundreds | (fours &- hundreds &* 100) &<< 16
    let tens = (twos &* 103) &>> 10 & 0x000F_000F_000F_000F
    return tens | (twos &- tens &* 10) &<< 8
  }

  /// The three decimal digits of a number below 1000, likewise: the multipliers are 2^12 / 100 and
  /// 2^10 / 10, rounded up.
  @inline(__always)
  static func three(_ number: UInt32) -> UInt32 {
    let hundreds = (number &* 41) &>> 12
    let rest = number &- hundreds &* 100
    let tens = (rest &* 103) &>> 10
    return hundreds | tens &<< 8 | (rest &- tens &* 10) &<< 16
  }

  /// Eight times `0`.
  static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// Up to seventeen decimal digits, one a byte, the first in the lowest byte.
  private struct Digits {
    /// The first of seventeen digits; 0 if there are fewer than sixteen.
    private let leading: UInt64
    private let first: UInt64
    private let second: UInt64
    /// How many digits there are, zeros at the end too.
    let count: Int
    /// How many there are up to the last that is not 0.
    let significant: Int

    @inline(__always)
    init(_ number: UInt64) {
      // Of the numbers that are worked out half have sixteen digits and half seventeen, in no order:
      // with a zero at the end of the ones they are alike.
      let isSixteen = number < 10_000_000_000_000_000 && number >= 1_000_000_000_000_000
      let number = number &* (isSixteen ? 10 : 1)
      leading = number / 10_000_000_000_000_000
      let rest = number &- leading &* 10_000_000_000_000_000
      let high = rest / 100_000_000
      first = DecimalText.eight(high)
      second = DecimalText.eight(rest &- high &* 100_000_000)
      let zeros = second == 0 ? 8 &+ first.leadingZeroBitCount / 8 : second.leadingZeroBitCount / 8
      guard leading == 0 else {
        count = 17 &- (isSixteen ? 1 : 0)
        significant = 17 &- zeros
        return
      }
      let isShort = first == 0
      let skipped = (isShort ? second : first).trailingZeroBitCount / 8
      // The number 0 has one digit.
      count = (isShort ? 8 : 16) &- min(skipped, 7)
      significant = max(count &- zeros, 0)
    }

    /// Writes the digits over eighteen bytes.
    @inline(__always)
    func write(to room: UnsafeMutableRawPointer) {
      let first = first | DecimalText.zeros
      let second = second | DecimalText.zeros
      if leading > 0 {
        unsafe room.storeBytes(of: UInt8(truncatingIfNeeded: leading) | 0x30, as: UInt8.self)
        unsafe room.storeBytes(of: first, toByteOffset: 1, as: UInt64.self)
        unsafe room.storeBytes(of: second, toByteOffset: 9, as: UInt64.self)
      } else if count > 8 {
        let shift = UInt64(truncatingIfNeeded: 8 &* (16 &- count))
        unsafe room.storeBytes(of: first >> shift | second << (64 &- shift), as: UInt64.self)
        unsafe room.storeBytes(of: second >> shift, toByteOffset: 8, as: UInt64.self)
      } else {
        unsafe room.storeBytes(
          of: second >> UInt64(truncatingIfNeeded: 8 &* (8 &- count)), as: UInt64.self)
        unsafe room.storeBytes(of: DecimalText.zeros, toByteOffset: 8, as: UInt64.self)
      }
    }

    /// Writes the digits over nineteen bytes, with a point behind so many of them, one at least.
    @inline(__always)
    func write(withPointAt place: Int, to room: UnsafeMutableRawPointer) {
      guard leading > 0, place < 8 else {
        unsafe write(to: room)
        return unsafe insertPoint(at: place, room)
      }
      // What is read so soon after it was written has to be waited for: the first eight bytes are put
      // together here, and are written over those that are moved.
      let first = first | DecimalText.zeros
      let head = leading | 0x30 | first &<< 8
      let shift = UInt64(truncatingIfNeeded: 8 &* place)
      let before = head & (1 &<< shift &- 1)
      unsafe room.storeBytes(of: first, toByteOffset: 2, as: UInt64.self)
      unsafe room.storeBytes(of: second | DecimalText.zeros, toByteOffset: 10, as: UInt64.self)
      unsafe room.storeBytes(
        of: before | 0x2E &<< shift | (head ^ before) &<< 8, as: UInt64.self)
    }

    /// Moves what follows, sixteen digits at most, and puts a point in its place.
    @inline(__always)
    private func insertPoint(at place: Int, _ room: UnsafeMutableRawPointer) {
      let start = unsafe room + place
      let first = unsafe start.loadUnaligned(as: UInt64.self)
      let second = unsafe start.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      unsafe start.storeBytes(of: first, toByteOffset: 1, as: UInt64.self)
      unsafe start.storeBytes(of: second, toByteOffset: 9, as: UInt64.self)
      unsafe start.storeBytes(of: 0x2E, as: UInt8.self)
    }
  }
}
