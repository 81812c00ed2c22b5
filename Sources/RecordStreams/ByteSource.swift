package import ByteReading

/// A stream of bytes that is pulled from: a file, a pipe, a member of an archive.
package protocol ByteSource: AnyObject {
  /// How messages name it: a path, `archive.tar.gz/member`, or `standard input`.
  var name: String { get }

  /// The number of bytes that the whole stream holds, where that is known beforehand.
  /// It serves to show progress; nothing may rely on it.
  var size: Int? { get }

  /// Fills the buffer from its start as far as bytes are at hand, at least one.
  ///
  /// - Returns: The number of bytes read; 0 where the stream has ended.
  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int

  /// Steps over bytes without handing them out; a regular file does not even read them.
  ///
  /// - Returns: The number of bytes stepped over; less than `count` where the stream ends.
  func skip(_ count: Int) throws(StreamError) -> Int

  /// Everything that is left, to be lent on whatever thread; a stream with more bytes than `limit` is
  /// refused.
  func contents(limit: Int) throws(StreamError) -> FileContents
}

extension ByteSource {
  /// Steps over bytes by reading them.
  package func skip(_ count: Int) throws(StreamError) -> Int {
    try discard(count)
  }

  /// Takes everything that is left into memory.
  package func contents(limit: Int) throws(StreamError) -> FileContents {
    .bytes(try readAll(limit: limit))
  }

  /// Reads bytes and lets go of them; less than `count` where the stream ends.
  func discard(_ count: Int) throws(StreamError) -> Int {
    var scratch = [UInt8](repeating: 0, count: min(max(count, 1), 1 << 18))
    var skipped = 0
    while skipped < count {
      var all = scratch.mutableSpan
      var room = unsafe all.mutableBytes
      var wanted = room._mutatingExtracting(first: count - skipped)
      let got = try read(into: &wanted)
      guard got > 0 else { break }
      skipped += got
    }
    return skipped
  }

  /// Everything that is left, in one array; a stream with more bytes than `limit` is refused.
  package func readAll(limit: Int = .max) throws(StreamError) -> [UInt8] {
    // Room for one byte more, so that the end is seen without another buffer.
    let expected = size.map { min(max($0, 0), limit, 1 << 20) + 1 }
    var buffer = ReadBuffer(capacity: expected ?? 1 << 16)
    while true {
      buffer.makeRoom()
      guard try buffer.fill(from: self) else { return buffer.takeContents() }
      guard buffer.count <= limit else {
        throw StreamError(name, .read, .damaged("more than \(limit) bytes"))
      }
    }
  }
}
