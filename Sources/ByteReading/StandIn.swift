/// Something that was saved in place of data, as its first bytes tell.
package enum StandIn: Sendable, Equatable {
  /// A pointer of Git Large File Storage, which a clone without `git lfs pull` leaves behind.
  case lfsPointer
  /// A web page, such as a login form or an error, that a download brought.
  case webPage

  /// Looks at a file's first bytes; `nil` if they may well be data.
  package init?(prefix: RawSpan) {
    if prefix.starts(with: Self.pointerMark) {
      self = .lfsPointer
      return
    }
    let start = prefix.extracting(Self.pageStart(prefix)...)
    guard Self.pageMarks.contains(where: { start.startsInAnyCase(with: $0) }) else { return nil }
    self = .webPage
  }

  private static let pointerMark = Array("version https://git-lfs".utf8)

  /// How pages begin, in lower case.
  private static let pageMarks = ["<!doctype html", "<html", "<head", "<body"].map {
    Array($0.utf8)
  }

  /// Where a page's text would begin: after a byte order mark and white space, of which there is
  /// little.
  private static func pageStart(_ prefix: RawSpan) -> Int {
    let head = prefix.extracting(first: 256)
    var start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < head.byteCount, [0x20, 0x09, 0x0A, 0x0D].contains(head.byte(at: start)) {
      start += 1
    }
    return start
  }
}

extension RawSpan {
  /// Whether the bytes begin with these letters, upper and lower case alike.
  fileprivate func startsInAnyCase(with mark: [UInt8]) -> Bool {
    guard byteCount >= mark.count else { return false }
    return mark.indices.allSatisfy { index in
      let byte = byte(at: index)
      return mark[index] == (0x41...0x5A ~= byte ? byte | 0x20 : byte)
    }
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
