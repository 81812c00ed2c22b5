package import ByteReading
package import RecordStreams

/// One input of a run: a file, a member of an archive, or standard input, decompressed.
package struct ToolInput {
  enum Content {
    /// A plain file.
    case file(PlainFile)
    /// A stream that can be read once, before the next input is asked for.
    case stream(any ByteSource)
  }

  /// How messages and records name it: a path, `archive.tar.gz/member`, or `standard input`.
  package let name: String
  let content: Content

  /// The path of a plain file, which can be mapped or opened anew; `nil` for a stream.
  package var path: String? {
    if case .file(let file) = content { file.path } else { nil }
  }

  /// Opens the input as a stream of bytes; the stream of an archive member can be read once, before
  /// the next input is asked for.
  package func open() throws(StreamError) -> any ByteSource {
    switch content {
    case .file(let file): try file.open()
    case .stream(let source): source
    }
  }

  /// Opens the input as ``open()`` does, to look at so many first bytes or more.
  package func open(peeking count: Int) throws(StreamError) -> PeekedSource {
    switch content {
    case .file(let file): try file.open(peeking: count)
    case .stream(let source): try PeekedSource(source, count: count)
    }
  }

  /// Opens the input as lines of text.
  ///
  /// - Returns: The stream, from its first byte.
  /// - Throws: `BinaryInput` if it begins as no text does, and why it cannot be read.
  package func openText() throws -> any ByteSource {
    let source = try open(peeking: 512)
    if let binary = BinaryInput(prefix: Array(source.prefix.prefix(512))) { throw binary }
    return source
  }

  /// The most bytes of one stream that are taken into memory unless a caller says otherwise: 2 GiB,
  /// the size that no protobuf message exceeds.
  package static let memoryLimit = 1 << 31

  /// Lends all bytes: a plain file's as a mapping, a stream's from memory.
  ///
  /// - Parameters:
  ///   - limit: The most bytes to take from a stream into memory; a longer one is refused.
  ///   - ratio: How much larger than its packed self a stream may be; `nil` if it does not matter.
  ///   - body: What is done with the bytes.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, and why the input cannot be read.
  package func withBytes<Result>(
    limit: Int = ToolInput.memoryLimit, ratio: RatioLimit? = nil,
    _ body: (RawSpan) throws -> Result
  ) throws -> Result {
    try contents(limit: limit, ratio: ratio).withBytes(body)
  }

  /// All bytes, to be lent on whatever thread: a plain file's can be mapped, a stream's are taken into
  /// memory; see ``withBytes(limit:ratio:_:)``.
  package func contents(
    limit: Int = ToolInput.memoryLimit, ratio: RatioLimit? = nil
  ) throws(StreamError) -> FileContents {
    switch content {
    case .file(let file): .file(path: file.path)
    case .stream(let source):
      try (ratio?.guarding(source) ?? source).contents(limit: limit)
    }
  }

  /// Plain files of more bytes are mapped where their bytes are wanted, instead of being read.
  private static let mappedSize = 1 << 20

  /// All bytes, to be lent on whatever thread.
  ///
  /// - Parameters:
  ///   - source: The input's stream, of which nothing has been read.
  ///   - limit: The most bytes to take into memory; a longer stream is refused.
  /// - Returns: The bytes, or where they can be mapped.
  /// - Throws: Why the input cannot be read.
  package func contents(
    of source: PeekedSource, limit: Int = ToolInput.memoryLimit
  ) throws(StreamError) -> FileContents {
    if source.isWhole, source.prefix.count <= limit { return .bytes(source.prefix) }
    if let path, source.size ?? 0 > Self.mappedSize { return .file(path: path) }
    return .bytes(try source.readAll(limit: limit))
  }
}
