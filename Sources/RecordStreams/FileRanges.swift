internal import ByteReading
internal import Glibc

/// A regular file whose parts are read by their offset, without being mapped.
package final class FileRanges: Sendable {
  /// The file's path.
  package let name: String
  private let descriptor: Int32

  /// Opens a file.
  package init(path: String) throws(StreamError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    name = path
    guard descriptor >= 0 else { throw StreamError(path, .open, .system(errno)) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Copies a part of the file to where bytes are written, a piece at a time.
  ///
  /// - Parameters:
  ///   - range: Which bytes.
  ///   - sink: Where they go.
  /// - Throws: Why they cannot be read or written, and if the file has become shorter.
  package func copy(_ range: Range<Int>, to sink: any ByteSink) throws(StreamError) {
    // A megabyte at a time was as fast as the system's own ways to copy, and needs none of them.
    var buffer = [UInt8](repeating: 0, count: min(range.count, 1 << 20))
    var position = range.lowerBound
    while position < range.upperBound {
      let count = try read(into: &buffer, at: position, upTo: range.upperBound - position)
      guard count > 0 else {
        throw StreamError(name, .read, .damaged("it ends at byte \(position)"))
      }
      try sink.write(buffer.bytes.extracting(first: count))
      position += count
    }
  }

  private func read(
    into buffer: inout [UInt8], at position: Int, upTo limit: Int
  ) throws(StreamError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, min($0.count, limit), position)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw StreamError(name, .read, .system(errno)) }
    }
  }
}
