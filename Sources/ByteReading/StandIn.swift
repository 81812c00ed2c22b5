/// Something that was saved in place of data, as its first bytes tell.
package enum StandIn: Sendable, Equatable {
  /// A pointer of Git Large File Storage, which a clone without `git lfs pull` leaves behind.
  case lfsPointer
  /// A web page, such as a login form or an error, that a download brought.
  case webPage

  /// Looks at a file's first bytes; `nil` if they may well be data.
  package init?(prefix: RawSpan) {
    let text = prefix.extracting(first: min(prefix.byteCount, 256)).text
    if text.hasPrefix("version https://git-lfs.github.com/spec/") {
      self = .lfsPointer
      return
    }
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.prefix(14).lowercased()
    guard start.hasPrefix("<!doctype html") || start.hasPrefix("<html") else { return nil }
    self = .webPage
  }
}

extension StandIn: CustomStringConvertible, Error {
  /// What it is, and what to do about it.
  package var description: String {
    switch self {
    case .lfsPointer: "a Git LFS pointer, not the file itself; fetch it with git lfs pull"
    case .webPage: "a web page, not data; the download may have failed"
    }
  }
}
