internal import ByteReading

/// Reads a stream byte by byte, and steps over what nobody wants.
///
/// Memory is one buffer, however long the stream and whatever is stepped over.
package struct ByteInput: ~Copyable {
  private let source: any ByteSource
  private var buffer: ReadBuffer
  private var bufferOffset = 0

  /// Reads a stream from where it stands; `capacity` is the size of the buffer. It is small because
  /// after every step over bytes it is filled anew.
  package init(_ source: any ByteSource, capacity: Int = 1 << 14) {
    self.source = source
    buffer = ReadBuffer(capacity: capacity)
  }

  /// How messages name the stream.
  package var name: String { source.name }

  /// The number of bytes read and stepped over so far.
  package var offset: Int { bufferOffset + buffer.start }

  /// Whether the stream has ended.
  package mutating func isAtEnd() throws(StreamError) -> Bool {
    if buffer.count > 0 { return false }
    return try !fill()
  }

  /// Reads one byte, or `nil` where the stream has ended.
  package mutating func readByte() throws(StreamError) -> UInt8? {
    if buffer.count == 0, try !fill() { return nil }
    let byte = buffer.storage[buffer.start]
    buffer.consume(upTo: buffer.start + 1)
    return byte
  }

  /// Appends the next `count` bytes, or fewer where the stream ends before; returns how many.
  ///
  /// A count that a file merely claims costs no memory: room is made as bytes arrive.
  package mutating func readBytes(
    _ count: Int, appendingTo bytes: inout [UInt8]
  ) throws(StreamError) -> Int {
    var read = 0
    while read < count {
      if buffer.count == 0, try !fill() { break }
      let piece = min(count - read, buffer.count)
      bytes.append(buffer.lend(buffer.start..<buffer.start + piece))
      buffer.consume(upTo: buffer.start + piece)
      read += piece
    }
    return read
  }

  /// Steps over `count` bytes, or fewer where the stream ends before; returns how many.
  package mutating func skip(_ count: Int) throws(StreamError) -> Int {
    let buffered = min(count, buffer.count)
    buffer.consume(upTo: buffer.start + buffered)
    guard count > buffered else { return buffered }
    let skipped = try source.skip(count - buffered)
    bufferOffset += skipped
    return buffered + skipped
  }

  /// Lends the next `count` bytes or more without stepping over them; fewer where the stream ends.
  @_lifetime(&self)
  package mutating func peek(_ count: Int) throws(StreamError) -> RawSpan {
    while buffer.count < count, try fill() {}
    return buffer.lend(buffer.start..<buffer.end)
  }

  private mutating func fill() throws(StreamError) -> Bool {
    bufferOffset += buffer.start
    buffer.makeRoom()
    return try buffer.fill(from: source)
  }
}
