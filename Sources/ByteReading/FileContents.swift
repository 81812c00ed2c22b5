/// The bytes of a whole file, on disk or in memory, ready to be lent on any thread.
package enum FileContents: Sendable {
  /// A plain file, which is mapped while its bytes are lent.
  case file(path: String)
  /// Bytes that came from a stream or an archive.
  case bytes([UInt8])
  /// A part of a block of bytes that was read for several files at once.
  case part(of: [UInt8], Range<Int>)

  /// Lends all bytes.
  package func withBytes<Result>(_ body: (RawSpan) throws -> Result) throws -> Result {
    switch self {
    case .file(let path):
      let file = try MappedFile.open(path)
      return try body(file.bytes)
    case .bytes(let bytes):
      return try body(bytes.bytes)
    case .part(let block, let range):
      return try body(block.bytes.extracting(range))
    }
  }

  /// How many bytes there are, if they are in memory.
  package var size: Int? {
    switch self {
    case .file: nil
    case .bytes(let bytes): bytes.count
    case .part(_, let range): range.count
    }
  }
}
