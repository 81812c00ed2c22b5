internal import ByteReading
internal import RecordStreams

/// Walks through a tar from front to back. A dataset may have tens of thousands of small members, so
/// little is done for each.
struct TarReader {
  private let source: any ByteSource
  /// Bytes that have been read and not yet handed out.
  private var buffer: [UInt8]
  private var start = 0
  private var end: Int
  /// What is left of the current member, and of what fills its last block.
  private var remaining = 0
  private var padding = 0
  private var isAtEnd = false

  private static let bufferSize = 1 << 17
  /// The most bytes of a header that says more than fits a block, such as a long name.
  private static let extensionLimit = 1 << 20

  /// Starts at the first header.
  ///
  /// - Parameters:
  ///   - source: The tar, of which something has been read already.
  ///   - prefix: What has been read.
  init(_ source: any ByteSource, after prefix: [UInt8]) {
    self.source = source
    buffer = prefix
    end = prefix.count
    if buffer.count < Self.bufferSize {
      buffer.append(contentsOf: repeatElement(0, count: Self.bufferSize - buffer.count))
    }
  }

  /// Returns the next member, or `nil` at the end. What is left of the one before is stepped over.
  mutating func next() throws(StreamError) -> ArchiveEntry? {
    guard !isAtEnd else { return nil }
    try skip(remaining + padding)
    var longName: [UInt8]?
    var pax = PaxHeader()
    while true {
      let header: TarHeader?
      do {
        guard try hasBlock() else {
          isAtEnd = true
          return nil
        }
        header = try TarHeader(buffer.bytes.extracting(start..<start + TarHeader.blockSize))
      } catch let error as TarError {
        throw StreamError(source.name, .read, .damaged(error.reason))
      } catch let error as StreamError {
        throw error
      } catch {
        throw StreamError(source.name, .read, .damaged("\(error)"))
      }
      start += TarHeader.blockSize
      guard let header else {
        isAtEnd = true
        return nil
      }
      switch header.type {
      case UInt8(ascii: "L"):
        let name = try takeExtension(header.size)
        longName = Array(name.prefix { $0 != 0 })
      case UInt8(ascii: "x"): pax.read(try takeExtension(header.size))
      // A long name of a link's target, and what holds for all members: none of it is needed.
      case UInt8(ascii: "K"), UInt8(ascii: "g"), UInt8(ascii: "X"):
        try skip(Self.filled(header.size))
      default: return try begin(header, named: pax.path ?? longName ?? header.name, pax)
      }
    }
  }

  /// Fills the buffer from its start with the current member's next bytes; 0 where it ends.
  mutating func read(into room: inout MutableRawSpan) throws(StreamError) -> Int {
    guard remaining > 0 else { return 0 }
    var count = min(room.byteCount, remaining)
    if start < end {
      count = min(count, end - start)
      room.fill(from: buffer.bytes.extracting(start..<start + count))
      start += count
    } else if count < Self.bufferSize {
      try fill()
      return try read(into: &room)
    } else {
      var part = room._mutatingExtracting(first: count)
      count = try source.read(into: &part)
      guard count > 0 else { throw truncated() }
    }
    remaining -= count
    return count
  }

  private mutating func begin(
    _ header: TarHeader, named name: [UInt8], _ pax: PaxHeader
  ) throws(StreamError) -> ArchiveEntry {
    var first = 0
    while name.count - first > 2, name[first] == UInt8(ascii: "."),
      name[first + 1] == UInt8(ascii: "/")
    {
      first += 2
    }
    let size = pax.size ?? header.size
    // Links and the like may claim the length of what they stand for.
    remaining = header.kind == .file ? size : header.kind == .folder ? size : 0
    padding = Self.filled(remaining) - remaining
    let isSparse = header.type == UInt8(ascii: "S") || pax.isSparse
    return ArchiveEntry(
      name: String(decoding: name[first...], as: UTF8.self), kind: header.kind, size: size,
      isEncrypted: false, isSparse: isSparse)
  }

  /// The size of so many bytes with what fills their last block.
  private static func filled(_ size: Int) -> Int {
    let blocks = size / TarHeader.blockSize + (size.isMultiple(of: TarHeader.blockSize) ? 0 : 1)
    let (bytes, overflow) = blocks.multipliedReportingOverflow(by: TarHeader.blockSize)
    return overflow ? .max : bytes
  }

  /// Takes the bytes of a header that says more than fits a block.
  private mutating func takeExtension(_ size: Int) throws(StreamError) -> [UInt8] {
    guard size <= Self.extensionLimit else {
      throw StreamError(
        source.name, .read,
        .damaged("a tar header of \(size) bytes; expected \(Self.extensionLimit) at most"))
    }
    var bytes: [UInt8] = []
    while bytes.count < size {
      if start == end { try fill() }
      let count = min(size - bytes.count, end - start)
      bytes.append(buffer.bytes.extracting(start..<start + count))
      start += count
    }
    try skip(Self.filled(size) - size)
    return bytes
  }

  /// Whether there is another block, which is in the buffer then.
  private mutating func hasBlock() throws(StreamError) -> Bool {
    while end - start < TarHeader.blockSize {
      guard try readMore() else {
        guard start == end else { throw truncated() }
        return false
      }
    }
    return true
  }

  private mutating func skip(_ count: Int) throws(StreamError) {
    let buffered = min(count, end - start)
    start += buffered
    remaining = 0
    padding = 0
    guard count > buffered else { return }
    let skipped = try source.skip(count - buffered)
    // Some writers leave out what fills the last block.
    guard count - buffered - skipped < TarHeader.blockSize else { throw truncated() }
  }

  private mutating func fill() throws(StreamError) {
    guard try readMore() else { throw truncated() }
  }

  /// Reads once behind what the buffer holds; false where the stream has ended.
  private mutating func readMore() throws(StreamError) -> Bool {
    if start > 0 {
      let rest = Array(buffer[start..<end])
      buffer.replaceSubrange(0..<rest.count, with: rest)
      (start, end) = (0, rest.count)
    }
    let (filled, source) = (end, source)
    var all = buffer.mutableSpan
    var bytes = unsafe all.mutableBytes
    var room = bytes._mutatingExtracting(filled...)
    let count = try source.read(into: &room)
    end += count
    return count > 0
  }

  private func truncated() -> StreamError {
    StreamError(source.name, .read, .damaged("truncated tar archive"))
  }
}
