package import ByteReading
internal import Compression

extension ZipDirectory {
  /// Lends the bytes of a member: those of the file where they are stored, unpacked ones else.
  ///
  /// - Parameters:
  ///   - member: One of the directory's.
  ///   - file: The file whose directory this is.
  ///   - limit: The most bytes to unpack.
  ///   - body: What is done with the bytes, which begin at the offset that it is told; unpacked ones
  ///     at 0.
  /// - Returns: What the body returns.
  /// - Throws: Where the bytes are packed in another way, are not what the directory says, or are
  ///   more than the limit; and what the body throws.
  package static func withContents<Result>(
    of member: Member, in file: RawSpan, limit: Int,
    _ body: (_ bytes: RawSpan, _ origin: Int) throws(FormatError) -> Result
  ) throws(FormatError) -> Result {
    let packed = file.extracting(member.range)
    let start = member.range.lowerBound
    switch member.method {
    case 0:
      try check(packed, against: member, at: start)
      return try body(packed, start)
    case 8:
      let inflated: [UInt8]
      do {
        inflated = try Zlib.inflated(packed, in: .none, limit: limit)
      } catch {
        throw FormatError(error.reason, at: start + error.offset).inside(member.name)
      }
      try check(inflated.bytes, against: member, at: start)
      return try body(inflated.bytes, 0)
    default:
      throw FormatError(.unsupported("the packing method \(member.method)"), at: start)
        .inside(member.name)
    }
  }

  private static func check(
    _ bytes: RawSpan, against member: Member, at offset: Int
  ) throws(FormatError) {
    guard Zlib.checksum(bytes) == member.checksum else {
      throw FormatError(
        .malformed("the bytes do not have the checksum that is claimed"), at: offset
      )
      .inside(member.name)
    }
  }
}
