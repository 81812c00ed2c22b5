internal import ByteReading
internal import ContentHashing
internal import RecordStreams

/// Hands on a stream of bytes and keeps account of what went through.
final class DigestingSource: ByteSource {
  private let source: any ByteSource
  private var hasher = ContentHasher()
  private var count = 0

  init(_ source: any ByteSource) {
    self.source = source
  }

  var name: String { source.name }
  var size: Int? { source.size }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    let length = try source.read(into: &buffer)
    hasher.update(buffer.bytes.extracting(0..<length))
    count += length
    return length
  }

  /// The part that went through, from 0 to 1, where the size is known.
  var share: Double? {
    guard let size, size > 0 else { return nil }
    return min(1, Double(count) / Double(size))
  }

  /// What went through so far.
  var input: CatalogRun.Input {
    CatalogRun.Input(path: name, bytes: count, sha256: hasher.finalize().hexDigits)
  }

  /// Reads to the end.
  func readThrough() throws(StreamError) -> CatalogRun.Input {
    var blocks = BlockInput(self)
    while try blocks.next() != nil {}
    return input
  }
}
