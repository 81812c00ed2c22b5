internal import RecordStreams

/// A plain file that has been opened to look at its first bytes; who reads it first goes on with
/// what is open.
final class PlainFile {
  let path: String
  private var opened: PeekedSource?

  init(_ opened: PeekedSource) {
    path = opened.name
    self.opened = opened
  }

  /// The stream of its bytes from the first.
  func open() throws(StreamError) -> any ByteSource {
    if let source = opened.take() { return source }
    return try DescriptorSource(path: path)
  }

  /// The same, so many of whose first bytes can be looked at.
  func open(peeking count: Int) throws(StreamError) -> PeekedSource {
    if let source = opened.take(), source.isWhole || source.prefix.count >= count { return source }
    return try PeekedSource(try open(), count: count)
  }
}
