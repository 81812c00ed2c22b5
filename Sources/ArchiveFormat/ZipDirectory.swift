package import ByteReading

/// The directory of a zip file: what its members are called and where their bytes lie.
///
/// A whole file at hand, members are found in any order and stored ones need not be copied. The flags
/// that mark a member as encrypted or patched are not looked at: bytes tell what they are.
///
/// Reference: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>, 4.3.7 to 4.3.16.
package struct ZipDirectory: Sendable {
  /// One member.
  package struct Member: Sendable, Equatable {
    /// The name, UTF-8; it is a key to look things up with, never a path to write to.
    package var name: String
    /// How it is packed: 0 stored, 8 deflated; others are not read here.
    package var method: UInt16
    /// Where its bytes lie in the file, packed as they are.
    package var range: Range<Int>
    /// The number of bytes when they are unpacked, as the directory claims.
    package var size: Int
    /// The CRC-32 of the bytes when they are unpacked, as the directory claims.
    package var checksum: UInt32

    /// Whether the bytes in the file are the bytes of the member.
    package var isStored: Bool { method == 0 }
  }

  /// The members in the order of the directory.
  package private(set) var members: [Member] = []

  /// The first four bytes of zip files that have members.
  package static let magic: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

  /// Reads the directory of a whole file.
  package init(_ file: RawSpan) throws(FormatError) {
    let end = try Self.findEnd(file)
    var cursor = ByteCursor(
      file.extracting(end.directory), origin: end.directory.lowerBound)
    while cursor.remaining >= 4,
      cursor.bytes.number(at: cursor.position, as: UInt32.self) == 0x0201_4B50
    {
      let place = "member \(members.count)"
      do {
        members.append(try Self.readMember(&cursor, of: file, shift: end.shift))
      } catch {
        throw error.inside(place)
      }
    }
  }

  /// The last member of this name, which is the one that other readers take.
  package func member(_ name: String) -> Member? {
    members.last { $0.name == name }
  }

  // MARK: Parts

  /// Where the directory lies, and how far everything lies behind where the file says it does: bytes
  /// may have been put before it.
  private static func findEnd(
    _ file: RawSpan
  ) throws(FormatError) -> (directory: Range<Int>, shift: Int) {
    let lowest = max(0, file.byteCount - 22 - 0xFFFF)
    var position = file.byteCount - 22
    while position >= lowest, file.number(at: position, as: UInt32.self) != 0x0605_4B50 {
      position -= 1
    }
    guard position >= lowest else {
      throw FormatError(
        .malformed("a zip file without a directory at its end; it may be cut off"),
        at: file.byteCount)
    }
    var end = position
    var size = Int(file.number(at: position + 12, as: UInt32.self))
    var start = Int(file.number(at: position + 16, as: UInt32.self))
    if position >= 20, file.number(at: position - 20, as: UInt32.self) == 0x0706_4B50,
      let wide = Int(exactly: file.number(at: position - 12, as: UInt64.self)),
      wide <= position - 20 - 56, file.number(at: wide, as: UInt32.self) == 0x0606_4B50
    {
      end = wide
      size = Int(exactly: file.number(at: wide + 40, as: UInt64.self)) ?? .max
      start = Int(exactly: file.number(at: wide + 48, as: UInt64.self)) ?? .max
    }
    guard size <= end, start <= end - size else {
      throw FormatError(
        .malformed("a directory of \(size) bytes at \(start), but it ends at \(end)"), at: position)
    }
    return (end - size..<end, end - size - start)
  }

  private static func readMember(
    _ cursor: inout ByteCursor, of file: RawSpan, shift: Int
  ) throws(FormatError) -> Member {
    let start = cursor.offset
    let fixed = try cursor.readBytes(46)
    let name = try cursor.readBytes(Int(fixed.number(at: 28, as: UInt16.self))).text
    let extra = try cursor.readBytes(Int(fixed.number(at: 30, as: UInt16.self)))
    _ = try cursor.readBytes(Int(fixed.number(at: 32, as: UInt16.self)))
    var sizes = (
      size: Int(fixed.number(at: 24, as: UInt32.self)),
      packed: Int(fixed.number(at: 20, as: UInt32.self)),
      header: Int(fixed.number(at: 42, as: UInt32.self))
    )
    try widen(&sizes, by: extra, at: start)
    let (header, overflow) = sizes.header.addingReportingOverflow(shift)
    guard !overflow, header <= file.byteCount - 30,
      file.number(at: header, as: UInt32.self) == 0x0403_4B50
    else { throw FormatError(.malformed("\(name): no header at \(header)"), at: start) }
    // The lengths of name and extra field may differ from the directory's.
    let data =
      header + 30 + Int(file.number(at: header + 26, as: UInt16.self))
      + Int(file.number(at: header + 28, as: UInt16.self))
    guard data <= file.byteCount, sizes.packed <= file.byteCount - data else {
      throw FormatError(
        .truncated(needed: sizes.packed, available: max(0, file.byteCount - data)), at: data
      )
      .inside(name)
    }
    let method = fixed.number(at: 10, as: UInt16.self)
    guard method != 0 || sizes.size == sizes.packed else {
      throw FormatError(
        .malformed("\(sizes.packed) bytes are stored, but \(sizes.size) are claimed"), at: start
      )
      .inside(name)
    }
    return Member(
      name: name, method: method, range: data..<data + sizes.packed, size: sizes.size,
      checksum: fixed.number(at: 16, as: UInt32.self))
  }

  /// Reads the numbers of 64 bits that stand for those that are all ones.
  private static func widen(
    _ sizes: inout (size: Int, packed: Int, header: Int), by extra: RawSpan, at offset: Int
  ) throws(FormatError) {
    let full = Int(UInt32.max)
    guard sizes.size == full || sizes.packed == full || sizes.header == full else { return }
    var fields = ByteCursor(extra, origin: offset)
    while fields.remaining >= 4 {
      let id = try fields.readLittleEndian(UInt16.self)
      let length = min(Int(try fields.readLittleEndian(UInt16.self)), fields.remaining)
      guard id == 1 else {
        _ = try fields.readBytes(length)
        continue
      }
      var numbers = ByteCursor(try fields.readBytes(length), origin: offset)
      if sizes.size == full { sizes.size = try readWide(&numbers) }
      if sizes.packed == full { sizes.packed = try readWide(&numbers) }
      if sizes.header == full { sizes.header = try readWide(&numbers) }
    }
  }

  private static func readWide(_ cursor: inout ByteCursor) throws(FormatError) -> Int {
    let offset = cursor.offset
    let value = try cursor.readLittleEndian(UInt64.self)
    guard let value = Int(exactly: value) else {
      throw FormatError(.malformed("the size \(value)"), at: offset)
    }
    return value
  }
}
