/// A whole number that may be unknown. What overflows, or divides by zero, is unknown.
struct Extent: Equatable, ExpressibleByIntegerLiteral {
  let value: Int?

  init(_ value: Int?) {
    self.value = value
  }

  init(_ value: Int64) {
    self.value = Int(exactly: value)
  }

  init(integerLiteral value: Int) {
    self.value = value
  }

  static func + (left: Extent, right: Extent) -> Extent {
    combine(left, right) { $0.addingReportingOverflow($1) }
  }

  static func - (left: Extent, right: Extent) -> Extent {
    combine(left, right) { $0.subtractingReportingOverflow($1) }
  }

  static func * (left: Extent, right: Extent) -> Extent {
    combine(left, right) { $0.multipliedReportingOverflow(by: $1) }
  }

  /// The quotient, rounded down as Python's `//` does.
  static func / (left: Extent, right: Extent) -> Extent {
    combine(left, right) { left, right in
      let (quotient, overflow) = left.dividedReportingOverflow(by: right)
      guard !overflow else { return (0, true) }
      return (quotient - (left % right != 0 && (left < 0) != (right < 0) ? 1 : 0), false)
    }
  }

  /// The quotient, rounded up.
  func dividedUp(by divisor: Extent) -> Extent {
    0 - (0 - self) / divisor
  }

  /// The larger of the two, if both are known.
  func atLeast(_ other: Extent) -> Extent {
    Extent.combine(self, other) { (Swift.max($0, $1), false) }
  }

  private static func combine(
    _ left: Extent, _ right: Extent, _ operation: (Int, Int) -> (Int, Bool)
  ) -> Extent {
    guard let left = left.value, let right = right.value else { return Extent(nil as Int?) }
    let (result, overflow) = operation(left, right)
    return Extent(overflow ? nil : result)
  }
}

extension Sequence<Int?> {
  /// The product, unknown if a factor is unknown or it overflows.
  var product: Extent {
    reduce(1 as Extent) { $0 * Extent($1) }
  }
}
