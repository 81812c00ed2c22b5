internal import Glibc

/// Walks over the lines of bytes that are already in memory.
package struct LineCursor: ~Escapable {
  private let bytes: RawSpan
  /// Where the next line begins.
  package private(set) var position = 0

  /// Starts at the first byte.
  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan) {
    self.bytes = bytes
  }

  /// Returns the next line without its newline, or `nil` at the end. What follows the last newline
  /// is a line unless it is empty.
  @_lifetime(copy self)
  package mutating func next() -> RawSpan? {
    let start = position
    guard start < bytes.byteCount else { return nil }
    let length = unsafe bytes.withUnsafeBytes { all -> Int? in
      guard let base = all.baseAddress,
        let hit = unsafe memchr(base + start, 0x0A, all.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - (base + start)
    }
    guard let length else {
      position = bytes.byteCount
      return bytes.extracting(start...)
    }
    position = start + length + 1
    return bytes.extracting(start..<start + length)
  }
}
