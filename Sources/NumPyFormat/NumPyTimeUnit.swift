/// The step of a `datetime64` or `timedelta64`, such as 25 nanoseconds.
package struct NumPyTimeUnit: Sendable, Equatable {
  /// What is counted.
  package enum Base: String, Sendable, CaseIterable {
    case year = "Y"
    case month = "M"
    case week = "W"
    case day = "D"
    case hour = "h"
    case minute = "m"
    case second = "s"
    case millisecond = "ms"
    case microsecond = "us"
    case nanosecond = "ns"
    case picosecond = "ps"
    case femtosecond = "fs"
    case attosecond = "as"
    /// Not said.
    case generic
  }

  /// What is counted.
  package var base: Base
  /// How many of these are one step.
  package var count: Int

  /// A number of some unit of time.
  package init(_ base: Base, count: Int = 1) {
    self.base = base
    self.count = count
  }

  /// Reads what numpy writes in brackets: `ns`, `25s`. A divisor, as in `s/7`, is not read.
  package init?(text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = digits.isEmpty ? 1 : Int(digits), count > 0,
      let base = Base(rawValue: String(text.dropFirst(digits.count)))
    else { return nil }
    self.init(base, count: count)
  }

  /// What numpy writes behind `M8`: `[25s]`, or nothing for the unit that is not said.
  package var text: String {
    base == .generic ? "" : "[\(count == 1 ? "" : "\(count)")\(base.rawValue)]"
  }
}
