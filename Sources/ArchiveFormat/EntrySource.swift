package import ByteReading
package import RecordStreams

/// The bytes of an archive's current entry. They can be read until the reader goes on to the next.
package final class EntrySource: ByteSource {
  package let name: String
  package let size: Int?
  private let reader: ArchiveReader
  private let entryNumber: Int
  private let start: Int

  /// The bytes of the entry that the reader has returned last.
  package init(_ entry: ArchiveEntry, of reader: ArchiveReader) {
    name = reader.path(of: entry)
    size = entry.size
    self.reader = reader
    entryNumber = reader.entryNumber
    start = reader.position
  }

  /// How many bytes of the archive have been read for the entry, compressed as they are; what is
  /// read ahead counts, and so it may be some thousands too many or too few.
  package var packedCount: Int { reader.position - start }

  package func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    guard entryNumber == reader.entryNumber else {
      throw StreamError(name, .read, .damaged("the archive has been read on to its next member"))
    }
    return try reader.read(into: &buffer)
  }

  package func contents(limit: Int) throws(StreamError) -> FileContents {
    guard entryNumber == reader.entryNumber, size ?? .max <= limit, let part = try reader.take()
    else { return .bytes(try readAll(limit: limit)) }
    return part
  }
}
