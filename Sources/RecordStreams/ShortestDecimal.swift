/// The fewest decimal digits that are read back as a floating-point number, and of those the
/// closest to it: `digits` times ten to the power of `exponent`. Digits may end in zeros.
///
/// Reference: Raffaello Giulietti, "The Schubfach way to render doubles", 2021, figures 4 and 6.
struct ShortestDecimal: Equatable {
  var digits: UInt64
  var exponent: Int

  init(_ digits: UInt64, _ exponent: Int) {
    self.digits = digits
    self.exponent = exponent
  }

  /// The digits of a finite number without its sign; 0 has the digit 0.
  @inline(__always)
  init(of value: Double) {
    let fraction = value.significandBitPattern
    let biased = Int(truncatingIfNeeded: value.exponentBitPattern)
    guard biased != 0 else {
      self = fraction == 0 ? ShortestDecimal(0, 0) : .binary64(fraction, -1074, isPower: false)
      return
    }
    let significand = fraction | 1 << 52
    let exponent = biased &- 1075
    // Most numbers that people write are small and whole.
    if exponent <= 0, exponent > -53 {
      let shift = UInt64(truncatingIfNeeded: 0 &- exponent)
      let whole = significand &>> shift
      if whole &<< shift == significand {
        self.init(whole, 0)
        return
      }
    }
    self = .binary64(significand, exponent, isPower: fraction == 0 && biased > 1)
  }

  /// The digits of a finite number without its sign; 0 has the digit 0.
  init(of value: Float) {
    let fraction = value.significandBitPattern
    let biased = Int(truncatingIfNeeded: value.exponentBitPattern)
    if biased == 0 {
      self = fraction == 0 ? ShortestDecimal(0, 0) : .binary32(fraction, -149, isPower: false)
    } else {
      self = .binary32(
        fraction | 1 << 23, biased - 150, isPower: fraction == 0 && biased > 1)
    }
  }

  /// The digits of a number that is `significand` times two to the power of `exponent`; if it is a
  /// power of two itself, the next lower number is closer than the next higher one.
  private static func binary64(
    _ significand: UInt64, _ exponent: Int, isPower: Bool
  ) -> ShortestDecimal {
    let scale = Scale(exponent, isPower: isPower)
    let (high, low) = PowersOfTen.shared[0 &- scale.exponent]
    let shift = UInt64(truncatingIfNeeded: scale.shift)
    /// A number times the power of ten, its last bit 1 if what is cut off is not 0.
    @inline(__always) func scaled(_ number: UInt64) -> UInt64 {
      let number = number &<< shift
      let upper = high.multipliedFullWidth(by: number)
      let (middle, carry) = upper.low.addingReportingOverflow(
        low.multipliedFullWidth(by: number).high)
      return (upper.high &+ (carry ? 1 : 0)) | (middle > 1 ? 1 : 0)
    }
    let quarters = 4 &* significand
    return shortest(
      scaled(quarters &- 2 &+ (isPower ? 1 : 0)), scaled(quarters), scaled(quarters &+ 2),
      isEven: significand & 1 == 0, scale.exponent)
  }

  /// See `binary64`.
  private static func binary32(
    _ significand: UInt32, _ exponent: Int, isPower: Bool
  ) -> ShortestDecimal {
    let scale = Scale(exponent, isPower: isPower)
    let power = PowersOfTen.shared[-scale.exponent]
    let bits = power.high + (power.low == 0 ? 0 : 1)
    func scaled(_ number: UInt32) -> UInt64 {
      let product = bits.multipliedFullWidth(by: UInt64(number) << UInt64(scale.shift))
      return product.high | (product.low >> 32 > 1 ? 1 : 0)
    }
    let quarters = 4 * significand
    return shortest(
      scaled(quarters - 2 + (isPower ? 1 : 0)), scaled(quarters), scaled(quarters + 2),
      isEven: significand & 1 == 0, scale.exponent)
  }

  /// By which power of ten a number is to be scaled, and by which of two it must be shifted before.
  private struct Scale {
    let exponent: Int
    let shift: Int

    @inline(__always)
    init(_ binary: Int, isPower: Bool) {
      // floor(log10(2^b)), or of three quarters of it; floor(log2(10^-e)).
      exponent = (binary &* 1_262_611 &- (isPower ? 524_031 : 0)) >> 22
      shift = binary &+ ((0 &- exponent) &* 1_741_647) >> 19 &+ 1
    }
  }

  /// The shortest decimal in an interval, all of whose numbers are given as quarters.
  @inline(__always)
  private static func shortest(
    _ lower: UInt64, _ value: UInt64, _ upper: UInt64, isEven: Bool, _ exponent: Int
  ) -> ShortestDecimal {
    // The bounds themselves are read back as the number if its significand is even.
    let lower = isEven ? lower : lower &+ 1
    let upper = isEven ? upper : upper &- 1
    let whole = value / 4
    // All is worked out and then chosen from, as which it will be nobody can foresee.
    let tens = whole / 10
    let isTensBelow = lower <= 40 &* tens
    let isTensAbove = 40 &* tens &+ 40 <= upper
    let isBelow = lower <= 4 &* whole
    let isAbove = 4 &* whole &+ 4 <= upper
    let middle = 4 &* whole &+ 2
    let isNearerAbove = value &+ (whole & 1) > middle
    let roundsUp = isBelow != isAbove ? isAbove : isNearerAbove
    let endsInZero = whole >= 10 && isTensBelow != isTensAbove
    return ShortestDecimal(
      endsInZero ? tens &+ (isTensAbove ? 1 : 0) : whole &+ (roundsUp ? 1 : 0),
      exponent &+ (endsInZero ? 1 : 0))
  }
}
