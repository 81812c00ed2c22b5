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
    let text = ProgressText.line(done: done, unit: unit, share: share, after: now - start)
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
}
