/// Whole lines, cut out of a stream to be worked on elsewhere.
package struct LineBlock: Sendable {
  /// The lines; each ends with a newline, but the last of the stream may lack it.
  package let bytes: [UInt8]
  /// The number of the first line, from 1.
  package let firstLine: Int

  /// Takes whole lines.
  package init(bytes: [UInt8], firstLine: Int) {
    self.bytes = bytes
    self.firstLine = firstLine
  }
}

/// Reads a stream in blocks of whole lines, so that blocks can be worked on in parallel.
///
/// Where a block ends depends on the bytes and the block size alone, never on how the stream
/// delivers them.
package struct BlockInput: ~Copyable {
  private let source: any ByteSource
  private let blockSize: Int
  private let maximumLine: Int
  private var buffer: ReadBuffer
  private var nextLine = 1

  /// Starts at the stream's next byte.
  ///
  /// - Parameters:
  ///   - source: The stream.
  ///   - blockSize: The bytes of a block, give or take a line.
  ///   - maximumLine: The most bytes of one line; a longer one is refused with `lineTooLong`.
  package init(
    _ source: any ByteSource, blockSize: Int = 1 << 20,
    maximumLine: Int = LineInput.defaultMaximumLine
  ) {
    self.source = source
    self.blockSize = max(blockSize, 1)
    self.maximumLine = maximumLine
    buffer = ReadBuffer(capacity: blockSize)
  }

  /// How messages name the stream.
  package var name: String { source.name }

  /// Returns the next block, or `nil` at the end of the stream.
  package mutating func next() throws(StreamError) -> LineBlock? {
    var wanted = blockSize
    while true {
      while buffer.count < wanted {
        if buffer.end == buffer.capacity { buffer.makeRoom() }
        if try !buffer.fill(from: source) {
          return buffer.count == 0 ? nil : makeBlock(buffer.takeContents())
        }
      }
      if let newline = buffer.lastNewline(inFirst: wanted) {
        return makeBlock(buffer.takePrefix(upTo: newline + 1))
      }
      guard wanted <= maximumLine else {
        let reason = StreamError.Reason.lineTooLong(line: nextLine, limit: maximumLine)
        throw StreamError(source.name, .read, reason)
      }
      wanted += blockSize
    }
  }

  private mutating func makeBlock(_ bytes: [UInt8]) -> LineBlock {
    let block = LineBlock(bytes: bytes, firstLine: nextLine)
    nextLine += unsafe block.bytes.withUnsafeBytes { unsafe Self.newlines(in: $0) }
    return block
  }

  /// Counts newlines eight bytes at a time: counters that are as wide as the bytes take no time.
  private static func newlines(in bytes: UnsafeRawBufferPointer) -> Int {
    let (ones, sevens) = (0x0101_0101_0101_0101 as UInt64, 0x7F7F_7F7F_7F7F_7F7F as UInt64)
    var (count, place) = (0, 0)
    while place + 8 <= bytes.count {
      var lanes: UInt64 = 0
      // No lane of eight bits can run over.
      let end = min(bytes.count - 7, place + 8 * 255)
      while place < end {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let difference = word ^ (ones &* 0x0A)
        // The highest bit of a byte stays clear only where nothing differs.
        let differs = ((difference & sevens) &+ sevens) | difference
        lanes &+= (~differs >> 7) & ones
        place += 8
      }
      for lane in stride(from: UInt64(0), to: 64, by: 8) { count += Int(lanes >> lane & 0xFF) }
    }
    for index in place..<bytes.count where unsafe bytes[index] == 0x0A { count += 1 }
    return count
  }
}
