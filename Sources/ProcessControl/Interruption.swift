internal import Glibc

/// Notices that somebody wants the process to end (Ctrl-C, a polite kill, a closed terminal), so that
/// it can end in good order.
///
/// The signals are held back while this is alive, until the first one is noticed; a second one then
/// ends the process at once, as it always does.
package final class Interruption {
  private var isHolding = true
  /// The signal that was noticed.
  package private(set) var signal: Int32?

  /// Holds the signals back from now on.
  package init() {
    Self.mask(SIG_BLOCK)
  }

  deinit {
    release()
  }

  /// Whether a signal has come.
  package func isRaised() -> Bool {
    guard isHolding else { return signal != nil }
    var held = Self.signals
    var none = timespec()
    let found = unsafe sigtimedwait(&held, nil, &none)
    guard found > 0 else { return false }
    signal = found
    release()
    return true
  }

  private func release() {
    guard isHolding else { return }
    isHolding = false
    Self.mask(SIG_UNBLOCK)
  }

  private static func mask(_ how: Int32) {
    var signals = signals
    unsafe pthread_sigmask(how, &signals, nil)
  }

  private static var signals: sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&signals, signal) }
    return signals
  }
}
