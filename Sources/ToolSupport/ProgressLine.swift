internal import RecordStreams

/// One line on standard error that is drawn over itself: rate, share and time left.
struct ProgressLine {
  private let isShown: Bool
  private let redraws: Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant
  private var isDrawn = false

  init(_ choice: ProgressChoice) {
    redraws = Terminal.messages.isInteractive
    isShown = choice == .always || choice == .auto && redraws
    start = clock.now
    lastDrawn = start
  }

  /// Draws the line anew, a few times a second on a terminal and every ten seconds in a log.
  ///
  /// - Parameters:
  ///   - done: How many units are done.
  ///   - unit: What is counted, such as `records`.
  ///   - share: The part of the whole that is done, from 0 to 1, where known.
  mutating func update(done: Int, unit: String, share: Double?) {
    guard isShown else { return }
    let now = clock.now
    guard now - lastDrawn >= (redraws ? .milliseconds(200) : .seconds(10)) else { return }
    lastDrawn = now
    let text = Self.text(done: done, unit: unit, share: share, after: now - start)
    if redraws {
      Terminal.messages.write("\r\(text.prefix(Terminal.messages.width - 1))\u{1B}[K")
      isDrawn = true
    } else {
      Terminal.messages.write(text + "\n")
    }
  }

  /// Takes the line away, so that a message can stand there.
  mutating func clear() {
    guard isDrawn else { return }
    Terminal.messages.write("\r\u{1B}[K")
    isDrawn = false
  }

  /// `1.2 M records, 30 %, 60 k records/s, 5 s left`.
  static func text(done: Int, unit: String, share: Double?, after elapsed: Duration) -> String {
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
