internal import RecordStreams

/// A source that knows how much of it has been read.
final class MeteredSource: ByteSource {
  private let source: any ByteSource
  private var count = 0

  init(_ source: any ByteSource) {
    self.source = source
  }

  var name: String { source.name }
  var size: Int? { source.size }

  /// The part that has been read, from 0 to 1, where the size is known.
  var share: Double? {
    guard let size, size > 0 else { return nil }
    return min(1, Double(count) / Double(size))
  }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    let read = try source.read(into: &buffer)
    count += read
    return read
  }

  func skip(_ count: Int) throws(StreamError) -> Int {
    let skipped = try source.skip(count)
    self.count += skipped
    return skipped
  }
}
