internal import ByteReading
internal import Compression
package import RecordStreams

/// Writes a zip archive of members that are not compressed, of any size: all sizes and places are in
/// the fields of Zip64. The same members give the same bytes.
///
/// Reference: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3
package struct ZipWriter {
  private let output: any ByteSink
  private var directory: [UInt8] = []
  private var members = 0
  private var offset = 0

  /// Begins an archive.
  package init(_ output: any ByteSink) {
    self.output = output
  }

  /// Adds a member.
  ///
  /// - Parameters:
  ///   - name: Its name, unlike all others.
  ///   - content: Hands over the bytes, a block at a time; asked twice, for the checksum and for the
  ///     bytes, it must hand over the same.
  /// - Throws: What `content` throws; `StreamError`.
  package mutating func add(
    _ name: String, _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    var (checksum, size) = (UInt32(0), 0)
    try content { block in
      checksum = Zlib.checksum(block.bytes, after: checksum)
      size += block.count
    }
    let sizes = Self.number(size, 8) + Self.number(size, 8)
    // Version 4.5; no flags but UTF-8 names; stored; 1 January 1980.
    let common =
      Self.number(45, 2) + Self.number(0x800, 2) + Self.number(0, 4) + Self.number(0x21, 2)
      + Self.number(Int(checksum), 4) + Self.number(0xFFFF_FFFF, 4) + Self.number(0xFFFF_FFFF, 4)
      + Self.number(name.utf8.count, 2)
    let header =
      Self.number(0x0403_4B50, 4) + common + Self.number(20, 2) + Array(name.utf8)
      + Self.number(1, 2) + Self.number(16, 2) + sizes
    directory +=
      Self.number(0x0201_4B50, 4) + Self.number(45, 2) + common + Self.number(28, 2)
      + Self.number(0, 10) + Self.number(0xFFFF_FFFF, 4) + Array(name.utf8)
      + Self.number(1, 2) + Self.number(24, 2) + sizes + Self.number(offset, 8)
    try output.write(header)
    try content { try output.write($0) }
    members += 1
    offset += header.count + size
  }

  /// Ends the archive.
  ///
  /// - Throws: `StreamError`.
  package func finish() throws {
    let counts = Self.number(members, 8) + Self.number(members, 8)
    let place = Self.number(directory.count, 8) + Self.number(offset, 8)
    try output.write(directory)
    try output.write(
      Self.number(0x0606_4B50, 4) + Self.number(44, 8) + Self.number(45, 2) + Self.number(45, 2)
        + Self.number(0, 8) + counts + place)
    try output.write(
      Self.number(0x0706_4B50, 4) + Self.number(0, 4) + Self.number(offset + directory.count, 8)
        + Self.number(1, 4))
    try output.write(
      Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(0xFFFF, 2)
        + Self.number(0xFFFF, 2) + Self.number(0xFFFF_FFFF, 4) + Self.number(0xFFFF_FFFF, 4)
        + Self.number(0, 2))
  }

  /// A number in so many bytes, the least significant first.
  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
