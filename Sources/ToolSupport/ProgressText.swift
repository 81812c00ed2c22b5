/// The words of a progress line.
package enum ProgressText {
  /// `1.2 M records, 30 %, 60 k records/s, 5 s left`.
  package static func line(
    done: Int, unit: String, share: Double?, after elapsed: Duration
  ) -> String {
    let seconds = max(elapsed / .seconds(1), 1e-3)
    var text = "\(amount(Double(done))) \(unit)"
    if let share { text += ", \(Int(share * 100)) %" }
    text += ", \(amount(Double(done) / seconds)) \(unit)/s"
    if let share, share > 0, share < 1 {
      text += ", \(time(seconds * (1 - share) / share)) left"
    }
    return text
  }

  /// Three digits and a letter for the size: `12 k`, `1.2 M`.
  private static func amount(_ value: Double) -> String {
    let steps: [(Double, String)] = [(1e9, " G"), (1e6, " M"), (1e3, " k")]
    let (unit, letter) = steps.first { value >= $0.0 } ?? (1, "")
    let tenths = Int((value / unit * 10).rounded())
    return tenths < 100 && unit > 1
      ? "\(tenths / 10).\(tenths % 10)\(letter)" : "\(tenths / 10)\(letter)"
  }

  private static func time(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded(.up))
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3600: return "\(whole / 60) min \(whole % 60) s"
    default: return "\(whole / 3600) h \(whole / 60 % 60) min"
    }
  }
}
