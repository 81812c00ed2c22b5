internal import ByteReading

/// How a file is packed, as its first bytes tell.
package enum Packing: Sendable, Equatable {
  /// A tar, zip or 7z archive.
  case archive
  /// A gzip, zstd, xz, lzma, lz4 or bzip2 stream, which may hold a tar.
  case compressed
  /// None of these.
  case none

  /// The number of leading bytes that are enough to tell.
  package static let prefixLength = 512

  /// Looks at a file's first bytes.
  ///
  /// Only signatures count that neither text nor protobuf begins with: an ONNX model starts with a
  /// byte below 0x20, and a tar must carry the right checksum besides its mark.
  package init(of prefix: RawSpan) {
    self =
      if Self.archiveMarks.contains(where: { prefix.starts(with: $0) }) || Self.isTar(prefix) {
        .archive
      } else if Self.compressedMarks.contains(where: { prefix.starts(with: $0) })
        || Self.isOldLZMA(prefix)
      {
        .compressed
      } else {
        .none
      }
  }

  private static let archiveMarks: [[UInt8]] = [
    [0x50, 0x4B, 0x03, 0x04],  // zip
    [0x50, 0x4B, 0x05, 0x06],  // zip without entries
    [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],  // 7z
  ]

  private static let compressedMarks: [[UInt8]] =
    [
      [0x1F, 0x8B, 0x08],  // gzip
      [0x28, 0xB5, 0x2F, 0xFD],  // zstd
      [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],  // xz
      [0x04, 0x22, 0x4D, 0x18],  // lz4
    ] + (0x31...0x39).map { [0x42, 0x5A, 0x68, $0, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59] }  // bzip2

  /// Whether the bytes begin as LZMA did before xz, which has no mark: the usual properties, a
  /// dictionary of a power of two, and no length or one below a terabyte.
  private static func isOldLZMA(_ prefix: RawSpan) -> Bool {
    guard prefix.byteCount >= 13, prefix.byte(at: 0) == 0x5D else { return false }
    let dictionary = prefix.number(at: 1, as: UInt32.self)
    let length = prefix.number(at: 5, as: UInt64.self)
    return dictionary >= 1 << 12 && dictionary.nonzeroBitCount == 1
      && (length == .max || length < 1 << 40)
  }

  /// Whether the bytes are a tar header: the sum of all bytes, those of the sum itself taken as
  /// spaces, must be the octal number at byte 148.
  static func isTar(_ prefix: RawSpan) -> Bool {
    guard prefix.byteCount >= 512 else { return false }
    let header = prefix.extracting(first: 512)
    guard
      header.extracting(257..<262).starts(with: Array("ustar".utf8)) || !header.starts(with: [0])
    else { return false }
    let digits = header.extracting(148..<156).copied().filter { $0 != 0x20 && $0 != 0 }
    guard digits.allSatisfy({ 0x30...0x37 ~= $0 }),
      let claimed = Int(String(decoding: digits, as: UTF8.self), radix: 8)
    else { return false }
    let bytes = header.copied()
    let sum = bytes.reduce(0) { $0 + Int($1) } - bytes[148..<156].reduce(0) { $0 + Int($1) }
    return sum + 8 * 0x20 == claimed
  }
}
