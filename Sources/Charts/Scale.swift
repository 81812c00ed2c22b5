/// Round numbers along an axis.
package enum Scale {
  /// About five round numbers from the lower to the upper end: steps of 1, 2 or 5 times a power of
  /// ten.
  package static func ticks(from lower: Double, to upper: Double) -> [Double] {
    guard upper > lower, (upper - lower).isFinite else { return [lower] }
    let rough = (upper - lower) / 5
    var power = 1.0
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? power
    let first = (lower / step).rounded(.up)
    let last = (upper / step).rounded(.down)
    guard last >= first, last - first < 100 else { return [lower, upper] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// A number in so many significant digits, without needless zeros.
  package static func text(_ value: Double, digits: Int = 4) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
    var (scaled, exponent) = (abs(value), 0)
    while scaled >= 10 {
      scaled /= 10
      exponent += 1
    }
    while scaled < 1 {
      scaled *= 10
      exponent -= 1
    }
    let whole = Self.power(10, digits - 1)
    var significand = Int((scaled * Double(whole)).rounded())
    if significand >= whole * 10 {
      significand /= 10
      exponent += 1
    }
    let sign = value < 0 ? "-" : ""
    var all = String(significand)
    if exponent < -5 || exponent >= 12 {
      while all.count > 1, all.last == "0" { all.removeLast() }
      let fraction = all.count > 1 ? "." + all.dropFirst() : ""
      return "\(sign)\(all.prefix(1))\(fraction)e\(exponent)"
    }
    if exponent >= digits - 1 {
      return sign + all + String(repeating: "0", count: exponent - digits + 1)
    }
    if exponent < 0 { all = String(repeating: "0", count: -exponent) + all }
    let point = all.index(all.startIndex, offsetBy: max(exponent, 0) + 1)
    var fraction = all[point...]
    while fraction.last == "0" { fraction.removeLast() }
    return sign + all[..<point] + (fraction.isEmpty ? "" : "." + fraction)
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int {
    (0..<max(exponent, 0)).reduce(1) { power, _ in power * base }
  }
}
