internal import ArchiveFormat
internal import RecordStreams

/// How much larger than itself a compressed input may be.
package struct RatioLimit: Sendable {
  /// How many times its packed size an input is unpacked to.
  package let ratio: Int
  /// Inputs up to this size are unpacked whatever they are packed into.
  package let free: Int

  /// A limit that holds for inputs of more than 256 MiB.
  package init(ratio: Int, free: Int = 1 << 28) {
    self.ratio = ratio
    self.free = free
  }

  /// The most bytes that so many packed ones become.
  package func bytes(of packed: Int) -> Int {
    max(free, packed.multipliedReportingOverflow(by: ratio).partialValue)
  }

  /// The same source, which ends in an error where the limit is reached.
  func guarding(_ source: any ByteSource) -> any ByteSource {
    guard let entry = source as? EntrySource else { return source }
    return RatioGuard(entry, self)
  }
}

/// A member of an archive that may not become too much larger than it is.
private final class RatioGuard: ByteSource {
  private let source: EntrySource
  private let limit: RatioLimit
  private var count = 0

  init(_ source: EntrySource, _ limit: RatioLimit) {
    self.source = source
    self.limit = limit
  }

  var name: String { source.name }
  var size: Int? { source.size }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    let read = try source.read(into: &buffer)
    count += read
    // The reader fetches 64 KiB at a time.
    if count > limit.free, count > limit.bytes(of: max(source.packedCount, 1 << 16)) {
      throw StreamError(
        name, .read, .damaged("more than \(limit.ratio) times its packed size (--max-ratio)"))
    }
    return read
  }
}
