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
}

extension ByteSource {
  /// Everything that is left, in one array; a stream with more bytes than `limit` is refused.
  package func readAll(limit: Int = .max) throws(StreamError) -> [UInt8] {
    var buffer = ReadBuffer(capacity: 1 << 16)
    while true {
      buffer.makeRoom()
      guard try buffer.fill(from: self) else { return buffer.takeContents() }
      guard buffer.count <= limit else {
        throw StreamError(name, .read, .damaged("more than \(limit) bytes"))
      }
    }
  }
}
