internal import Glibc

/// An array that is filled at its end and emptied at its start.
struct ReadBuffer: ~Copyable {
  private(set) var storage: [UInt8]
  private(set) var start = 0
  private(set) var end = 0

  init(capacity: Int) {
    storage = [UInt8](repeating: 0, count: max(capacity, 1))
  }

  var capacity: Int { storage.count }

  /// The number of bytes that are filled and not yet consumed.
  var count: Int { end - start }

  /// Moves the contents to the start, and doubles the storage if that gave no room.
  mutating func makeRoom() {
    if start > 0 {
      let (from, length) = (start, count)
      unsafe storage.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        _ = unsafe memmove(base, base + from, length)
      }
      start = 0
      end = length
    }
    if end == storage.count {
      storage.append(contentsOf: repeatElement(0, count: storage.count))
    }
  }

  /// Reads once into the room at the end; false where the stream has ended.
  mutating func fill(from source: any ByteSource) throws(StreamError) -> Bool {
    let filled = end
    var all = storage.mutableSpan
    var bytes = unsafe all.mutableBytes
    var room = bytes._mutatingExtracting(filled...)
    let count = try source.read(into: &room)
    end += count
    return count > 0
  }

  /// Where the first newline is, from this position on.
  func firstNewline(from position: Int) -> Int? {
    guard position < end else { return nil }
    return unsafe storage.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let hit = unsafe memchr(base + position, 0x0A, end - position)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - base
    }
  }

  /// Where the last newline is among so many bytes.
  func lastNewline(inFirst length: Int) -> Int? {
    storage[start..<start + length].lastIndex(of: 0x0A)
  }

  /// Lends the bytes in a range of positions.
  @_lifetime(borrow self)
  borrowing func lend(_ range: Range<Int>) -> RawSpan {
    unsafe storage.span.bytes.extracting(range)
  }

  /// Drops everything before a position.
  mutating func consume(upTo position: Int) {
    start = position
  }

  /// Hands over the bytes before a position, and keeps the rest in storage of the same size.
  mutating func takePrefix(upTo position: Int) -> [UInt8] {
    var rest = ReadBuffer(capacity: storage.count)
    rest.storage.replaceSubrange(0..<end - position, with: storage[position..<end])
    rest.end = end - position
    end = position
    let prefix = takeContents()
    self = rest
    return prefix
  }

  /// Hands over the contents and is empty, without storage, afterwards.
  mutating func takeContents() -> [UInt8] {
    var contents: [UInt8] = []
    swap(&contents, &storage)
    contents.removeSubrange(end...)
    contents.removeSubrange(..<start)
    start = 0
    end = 0
    storage = [0]
    return contents
  }
}
