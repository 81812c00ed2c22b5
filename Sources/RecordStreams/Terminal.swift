private import Glibc

/// One of the process's standard streams, as a person may sit behind it.
package enum Terminal: Int32, Sendable {
  case input = 0
  case output = 1
  case messages = 2

  /// Whether the stream is connected to a terminal.
  package var isInteractive: Bool { isatty(rawValue) == 1 }

  /// Whether colour is welcome: on a terminal that knows it, unless `NO_COLOR` is set.
  package var takesColor: Bool {
    isInteractive && Environment.value(of: "NO_COLOR") == nil
      && Environment.value(of: "TERM") != "dumb"
  }

  /// The width in columns; 80 where it is not known.
  package var width: Int {
    var size = winsize()
    guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes text at once, unbuffered. A message that cannot be delivered is lost silently: there
  /// is nowhere left to say so.
  package func write(_ text: String) {
    let bytes = Array(text.utf8)
    unsafe bytes.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        guard let base = bytes.baseAddress else { return }
        let count = unsafe Glibc.write(rawValue, base + sent, bytes.count - sent)
        guard count > 0 || errno == EINTR else { return }
        sent += max(count, 0)
      }
    }
  }
}
