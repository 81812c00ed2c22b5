/// A number in the x87 extended format, which C calls `long double` on PCs.
struct ExtendedFloat {
  /// The sign in the highest bit, and the exponent with a bias of 16383.
  var exponent: UInt16
  /// 64 bits, with the one before the point written out.
  var significand: UInt64

  /// The value as a `Double` where one equals it, and as digits else.
  var scalar: NumPyScalar {
    isDouble || exponent & 0x7FFF == 0x7FFF ? .float(nearestDouble) : .digits(digits)
  }

  /// The value, with digits that a `Double` has no room for rounded away.
  var nearestDouble: Double {
    let magnitude =
      if exponent & 0x7FFF == 0x7FFF {
        significand << 1 == 0 ? Double.infinity : Double.nan
      } else {
        Double(sign: .plus, exponent: power, significand: Double(significand))
      }
    return exponent & 0x8000 == 0 ? magnitude : -magnitude
  }

  /// What two is raised to before it is multiplied by the significand as a whole number.
  private var power: Int { max(Int(exponent & 0x7FFF), 1) - 16383 - 63 }

  /// Whether 53 bits and a double's exponents are enough.
  private var isDouble: Bool {
    guard significand != 0 else { return true }
    let low = power + significand.trailingZeroBitCount
    let bits = 64 - significand.trailingZeroBitCount - significand.leadingZeroBitCount
    return bits <= 53 && low >= -1074 && low + bits <= 1024
  }

  private var digits: String {
    #if arch(x86_64)
    let sign: FloatingPointSign = exponent & 0x8000 == 0 ? .plus : .minus
    return Float80(
      sign: sign, exponentBitPattern: UInt(exponent & 0x7FFF), significandBitPattern: significand
    ).description
    #else
    // Exact all the same: a whole number times a power of two.
    return "\(exponent & 0x8000 == 0 ? "" : "-")\(significand)p\(power)"
    #endif
  }
}
