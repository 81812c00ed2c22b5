internal import Glibc

/// A buffered writer to a file descriptor; on a terminal every write is sent at once.
package final class FileOutput: ByteSink {
  package let name: String
  let descriptor: Int32
  private let capacity: Int
  private var buffer: [UInt8] = []

  /// Standard output; it stays open.
  package static func standardOutput() -> FileOutput {
    FileOutput(borrowing: 1, name: "standard output")
  }

  /// Writes to a descriptor that somebody else closes.
  package init(borrowing descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    capacity = isatty(descriptor) == 1 ? 0 : 1 << 16
    buffer.reserveCapacity(capacity)
  }

  package func write(_ bytes: RawSpan) throws(StreamError) {
    if buffer.count + bytes.byteCount <= capacity {
      unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
      return
    }
    try flush()
    if bytes.byteCount < capacity {
      unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
    } else {
      try send(bytes)
    }
  }

  package func flush() throws(StreamError) {
    // Out of the way first: what could not be sent is not sent again.
    var waiting: [UInt8] = []
    swap(&waiting, &buffer)
    unsafe try send(waiting.span.bytes)
    waiting.removeAll(keepingCapacity: true)
    swap(&waiting, &buffer)
  }

  package func finish() throws(StreamError) {
    try flush()
  }

  private func send(_ bytes: RawSpan) throws(StreamError) {
    var sent = 0
    while sent < bytes.byteCount {
      let count = unsafe bytes.extracting(sent...).withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        sent += count
      } else if errno != EINTR {
        throw StreamError(name, .write, .system(errno))
      }
    }
  }
}
