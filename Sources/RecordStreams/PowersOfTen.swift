/// The powers of ten from 10^-292 to 10^324 as 128 bits each, the first of which is 1, rounded up:
/// what the digits of floating-point numbers are found with.
///
/// They are worked out when they are first needed, in some 30 µs, and not read from a table that
/// nobody can check.
struct PowersOfTen: Sendable {
  static let shared = PowersOfTen()

  private static let lowest = -292
  private static let highest = 324

  /// The high and the low half of each.
  private var halves: [UInt64]

  private init() {
    halves = [UInt64](repeating: 0, count: 2 * (Self.highest - Self.lowest + 1))
    // A factor of two changes no bit but the place of the point: powers of five will do.
    var power = LargeNumber(powerOfTwo: 0)
    for exponent in 0...Self.highest {
      set(exponent, power.leadingBits)
      power.multiply(by: 5)
    }
    // 5^292 has 679 bits, and 128 are wanted of the quotient. Rounding down each time is rounding
    // down once: floor(floor(n / 5) / 5) = floor(n / 25).
    var quotient = LargeNumber(powerOfTwo: 831)
    for exponent in stride(from: -1, through: Self.lowest, by: -1) {
      quotient.divide(by: 5)
      let bits = quotient.leadingBits
      set(exponent, (bits.high, bits.low, isExact: false))
    }
  }

  private mutating func set(
    _ exponent: Int, _ bits: (high: UInt64, low: UInt64, isExact: Bool)
  ) {
    let (low, carry) = bits.low.addingReportingOverflow(bits.isExact ? 0 : 1)
    let index = 2 * (exponent - Self.lowest)
    halves[index] = bits.high + (carry ? 1 : 0)
    halves[index + 1] = low
  }

  /// The bits of a power; it must be one of those that are kept.
  @inline(__always)
  subscript(exponent: Int) -> (high: UInt64, low: UInt64) {
    let index = 2 * (exponent &- Self.lowest)
    return (halves[index], halves[index &+ 1])
  }
}

/// A whole number of any size.
private struct LargeNumber {
  /// Least significant first; the last is not 0.
  private var limbs: [UInt32]

  init(powerOfTwo exponent: Int) {
    limbs = [UInt32](repeating: 0, count: exponent / 32) + [1 << UInt32(exponent % 32)]
  }

  mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * factor + carry
      limbs[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
  }

  mutating func divide(by divisor: UInt64) {
    var rest: UInt64 = 0
    for index in limbs.indices.reversed() {
      let dividend = rest << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(truncatingIfNeeded: dividend / divisor)
      rest = dividend % divisor
    }
    if limbs.last == 0 { limbs.removeLast() }
  }

  /// The highest 128 bits, and whether there are no others.
  var leadingBits: (high: UInt64, low: UInt64, isExact: Bool) {
    func limb(_ place: Int) -> UInt32 { place <= limbs.count ? limbs[limbs.count - place] : 0 }
    let first = UInt64(limb(1)) << 32 | UInt64(limb(2))
    let second = UInt64(limb(3)) << 32 | UInt64(limb(4))
    let third = UInt64(limb(5)) << 32
    let shift = UInt64(first.leadingZeroBitCount)
    let isExact = third << shift == 0 && limbs.dropLast(5).allSatisfy { $0 == 0 }
    return (
      first << shift | second >> (64 - shift), second << shift | third >> (64 - shift), isExact
    )
  }
}
