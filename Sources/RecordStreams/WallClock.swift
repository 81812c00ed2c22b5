private import Glibc

/// The time of day.
package enum WallClock {
  /// The present time in UTC, as `2026-01-31T23:59:59Z`.
  package static var utc: String {
    var seconds = time_t()
    var parts = unsafe tm()
    unsafe time(&seconds)
    guard unsafe gmtime_r(&seconds, &parts) != nil else { return "1970-01-01T00:00:00Z" }
    let date = unsafe [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
    let time = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec].map(Int.init)
    return date.map(twoDigits).joined(separator: "-") + "T"
      + time.map(twoDigits).joined(separator: ":") + "Z"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
