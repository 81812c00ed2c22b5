/// Something that bytes are written to, and that must be finished.
package protocol ByteSink: AnyObject {
  /// How messages name it: a path or `standard output`.
  var name: String { get }

  /// Appends bytes; they may wait in a buffer.
  func write(_ bytes: RawSpan) throws(StreamError)

  /// Sends on what waits in the buffer.
  func flush() throws(StreamError)

  /// Sends on what waits and makes it last; nothing may be written afterwards.
  func finish() throws(StreamError)
}

extension ByteSink {
  /// Appends bytes; they may wait in a buffer.
  package func write(_ bytes: [UInt8]) throws(StreamError) {
    unsafe try write(bytes.span.bytes)
  }
}
