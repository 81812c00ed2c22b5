/// A source whose first bytes can be looked at before they are read.
package final class PeekedSource: ByteSource {
  /// The first bytes, as many as were asked for unless the stream is shorter.
  package let prefix: [UInt8]
  private let source: any ByteSource
  private var position = 0
  /// Whether there is nothing after the prefix, as reading it has shown.
  package let isWhole: Bool

  /// Reads the first bytes and keeps them.
  package init(_ source: any ByteSource, count: Int) throws(StreamError) {
    prefix = try [UInt8](upTo: count) { (_, room) throws(StreamError) in
      try source.read(into: &room)
    }
    self.source = source
    isWhole = prefix.count < count
  }

  package var name: String { source.name }
  package var size: Int? { source.size }

  package func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    guard position < prefix.count else { return isWhole ? 0 : try source.read(into: &buffer) }
    let start = position
    let count = min(buffer.byteCount, prefix.count - start)
    unsafe buffer.withUnsafeMutableBytes { room in
      unsafe prefix.withUnsafeBytes { bytes in
        unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
      }
    }
    position += count
    return count
  }

  package func skip(_ count: Int) throws(StreamError) -> Int {
    let peeked = min(count, prefix.count - position)
    position += peeked
    return count > peeked ? peeked + (try source.skip(count - peeked)) : peeked
  }
}
