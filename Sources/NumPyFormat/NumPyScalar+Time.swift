extension NumPyTimeUnit {
  /// A moment as numpy prints it: `2020-01-31T12:00:00.250`, as far as the unit goes; `nil` where the
  /// unit is not said or the moment lies outside of what 64 bits of its unit can be turned into.
  package func moment(_ value: Int64) -> String? {
    let (steps, overflow) = Int(value).multipliedReportingOverflow(by: count)
    guard !overflow else { return nil }
    switch base {
    case .generic: return nil
    case .year:
      return steps.addingReportingOverflow(1970).overflow ? nil : Self.year(steps + 1970)
    case .month:
      let (years, month) = Self.floorDivide(steps, 12)
      return "\(Self.year(1970 + years))-\(Self.two(month + 1))"
    case .week:
      let (days, overflow) = steps.multipliedReportingOverflow(by: 7)
      return overflow ? nil : Self.date(days)
    case .day: return Self.date(steps)
    case .hour:
      let (days, hours) = Self.floorDivide(steps, 24)
      return Self.date(days) + "T" + Self.two(hours)
    case .minute:
      let (days, minutes) = Self.floorDivide(steps, 1440)
      return Self.date(days) + "T\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
    default: return Self.moment(steps, digits: fractionDigits)
    }
  }

  /// The number of digits behind the second.
  private var fractionDigits: Int {
    switch base {
    case .millisecond: 3
    case .microsecond: 6
    case .nanosecond: 9
    case .picosecond: 12
    case .femtosecond: 15
    case .attosecond: 18
    default: 0
    }
  }

  private static func moment(_ steps: Int, digits: Int) -> String {
    let scale = (0..<digits).reduce(1) { product, _ in product * 10 }
    let (seconds, fraction) = floorDivide(steps, scale)
    let (days, second) = floorDivide(seconds, 86400)
    let clock = "T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    guard digits > 0 else { return date(days) + clock }
    return date(days) + clock + "." + String(String(scale + fraction).dropFirst())
  }

  /// The day that is so many days after 1 January 1970 in the Gregorian calendar.
  ///
  /// Reference: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
  private static func date(_ days: Int) -> String {
    let (shifted, overflow) = days.addingReportingOverflow(719_468)
    let (era, dayOfEra) = floorDivide(overflow ? days : shifted, 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let years = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year(years))-\(two(month))-\(two(day))"
  }

  private static func floorDivide(_ value: Int, _ divisor: Int) -> (quotient: Int, rest: Int) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func year(_ value: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
    return (value < 0 ? "-" : "") + zeros + digits
  }
}
