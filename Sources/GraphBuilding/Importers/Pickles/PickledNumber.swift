package import PickleFormat

/// A number of a pickle with its digits, so that a unit can change by moving the point.
package struct PickledNumber: Sendable, Equatable {
  /// The value.
  package let value: Double
  /// The digits as Python prints them.
  package let digits: String

  /// Takes an integer, a float or a scalar of NumPy; `nil` for all else.
  package init?(_ value: PickleValue, in arena: borrowing PickleArena) {
    if let int = arena.int(value) {
      self.init(value: Double(int), digits: String(int))
    } else if let number = arena.realNumber(value) {
      self.init(number)
    } else {
      return nil
    }
  }

  /// Takes a double, whose digits are the fewest that give it back.
  package init(_ value: Double) {
    self.init(value: value, digits: Self.digits(of: value))
  }

  private init(value: Double, digits: String) {
    self.value = value
    self.digits = digits
  }

  /// The value times a power of ten, rounded once.
  package func shifted(by power: Int) -> Double {
    if power == 0 || !value.isFinite { return value }
    // The digits may have an exponent of their own.
    let parts = digits.split(separator: "e", maxSplits: 1)
    let exponent = parts.count > 1 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
    return Double("\(parts[0])e\(exponent + power)") ?? value
  }

  /// Python's `repr` of a float, which Swift's differs from where it is not finite.
  private static func digits(of value: Double) -> String {
    if value.isNaN { return "nan" }
    return value.isInfinite ? value > 0 ? "inf" : "-inf" : value.description
  }
}
