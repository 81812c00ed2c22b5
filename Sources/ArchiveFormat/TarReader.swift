internal import ByteReading
internal import RecordStreams

/// Walks through a tar from front to back. A dataset may have tens of thousands of small members, so
/// little is done for each, and their bytes are handed out where they lie.
struct TarReader {
  private let source: any ByteSource
  /// Bytes that have been read; those from `start` on have not yet been handed out.
  private var buffer: [UInt8] = []
  private var start = 0
  /// How many bytes of the tar were read or stepped over before those of the buffer.
  private var origin = 0
  /// What is left of the current member, and of what fills its last block.
  private var remaining = 0
  private var padding = 0
  private var isAtEnd = false

  private static let bufferSize = 1 << 16
  /// The most bytes of a header that says more than fits a block, such as a long name.
  private static let extensionLimit = 1 << 20

  /// Starts at the first header, which is the source's next byte.
  init(_ source: any ByteSource) {
    self.source = source
  }

  /// How many bytes of the tar have been read or stepped over.
  var position: Int { origin + buffer.count }

  /// How many bytes have been read and not yet handed out.
  private var buffered: Int { buffer.count - start }

  /// Returns the next member, or `nil` at the end. What is left of the one before is stepped over.
  mutating func next() throws(StreamError) -> ArchiveEntry? {
    guard !isAtEnd else { return nil }
    try skip(remaining + padding)
    var longName: String?
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
        longName = String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
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
    if buffered > 0 {
      count = min(count, buffered)
      room.fill(from: buffer.bytes.extracting(start..<start + count))
      start += count
    } else if count < Self.bufferSize {
      try fill()
      return try read(into: &room)
    } else {
      var part = room._mutatingExtracting(first: count)
      count = try source.read(into: &part)
      guard count > 0 else { throw truncated() }
      origin += count
    }
    remaining -= count
    return count
  }

  /// Hands out all that is left of the current member, if the buffer holds it: a part of the buffer,
  /// which is never written to again.
  mutating func take() -> FileContents? {
    guard remaining <= buffered else { return nil }
    defer {
      start += remaining
      remaining = 0
    }
    return .part(of: buffer, start..<start + remaining)
  }

  private mutating func begin(
    _ header: TarHeader, named name: String, _ pax: PaxHeader
  ) throws(StreamError) -> ArchiveEntry {
    let size = pax.size ?? header.size
    // Links and the like may claim the length of what they stand for.
    remaining = header.kind == .file ? size : header.kind == .folder ? size : 0
    padding = Self.filled(remaining) - remaining
    let isSparse = header.type == UInt8(ascii: "S") || pax.isSparse
    return ArchiveEntry(
      name: ArchiveEntry.plainName(name), kind: header.kind, size: size, isEncrypted: false,
      isSparse: isSparse)
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
      if buffered == 0 { try fill() }
      let count = min(size - bytes.count, buffered)
      bytes.append(buffer.bytes.extracting(start..<start + count))
      start += count
    }
    try skip(Self.filled(size) - size)
    return bytes
  }

  /// Whether there is another block, which is in the buffer then.
  private mutating func hasBlock() throws(StreamError) -> Bool {
    while buffered < TarHeader.blockSize {
      guard try readMore() else {
        guard buffered == 0 else { throw truncated() }
        return false
      }
    }
    return true
  }

  private mutating func skip(_ count: Int) throws(StreamError) {
    let rest = max(count - buffered, 0)
    start += count - rest
    remaining = 0
    padding = 0
    guard rest > 0 else { return }
    let skipped = try source.skip(rest)
    origin += skipped
    // Some writers leave out what fills the last block.
    guard rest - skipped < TarHeader.blockSize else { throw truncated() }
  }

  private mutating func fill() throws(StreamError) {
    guard try readMore() else { throw truncated() }
  }

  /// Reads once behind what is left in the buffer, into a new one: parts of the old one may be in
  /// others' hands. False where the stream has ended.
  private mutating func readMore() throws(StreamError) -> Bool {
    var filled: [UInt8] = []
    let (rest, source) = (buffered, source)
    try filled.append(addingCapacity: Self.bufferSize) {
      (room: inout OutputSpan<UInt8>) throws(StreamError) in
      room.append(buffer.bytes.extracting(start...))
      try unsafe room.withUnsafeMutableBufferPointer { memory, count throws(StreamError) in
        let free = unsafe UnsafeMutableBufferPointer(rebasing: memory[count...])
        var span = unsafe MutableRawSpan(_unsafeBytes: UnsafeMutableRawBufferPointer(free))
        count += try source.read(into: &span)
      }
    }
    origin += start
    (buffer, start) = (filled, 0)
    return filled.count > rest
  }

  private func truncated() -> StreamError {
    StreamError(source.name, .read, .damaged("truncated tar archive"))
  }
}
