package import ByteReading

/// A flatbuffer: tables that point to one another by offsets.
///
/// Nothing is read ahead of being asked for, and every offset, size and count is held against the
/// bytes at that moment. Several offsets may lead to the same bytes, so that a small file could
/// describe a huge tree: the tables and elements that were handed out are counted, and an honest
/// file stays far below the limit. All numbers are little-endian and need not be aligned.
package struct FlatBuffer: ~Escapable {
  /// The whole file; bytes may follow the flatbuffer.
  package let bytes: RawSpan
  private var budget: Int

  /// Starts on a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - identifier: The four characters that mark the kind of file, at byte 4.
  /// - Throws: ``FormatError`` if they are not there.
  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan, identifier: String) throws(FormatError) {
    self.bytes = bytes
    budget = 2 * bytes.byteCount + 1024
    guard bytes.byteCount >= 8 else {
      throw FormatError(.truncated(needed: 8, available: bytes.byteCount), at: 0)
    }
    let found = bytes.extracting(4..<8).text
    guard found == identifier else {
      throw FormatError(
        .malformed("identifier \(found.debugDescription); expected \"\(identifier)\""), at: 4)
    }
  }

  /// The outermost table.
  package mutating func root() throws(FormatError) -> FlatTable {
    try table(at: follow(0))
  }

  func load<Value: FixedWidthInteger & BitwiseCopyable>(
    at position: Int
  ) throws(FormatError) -> Value {
    let size = MemoryLayout<Value>.size
    guard position >= 0, position <= bytes.byteCount - size else {
      throw FormatError(
        .truncated(needed: size, available: max(bytes.byteCount - position, 0)), at: position)
    }
    return bytes.number(at: position, as: Value.self)
  }

  /// Where a field of so many bytes lies, inside the file; `nil` if the table leaves it out.
  func place(
    _ field: Int, of table: FlatTable, size: Int
  ) throws(FormatError) -> Int? {
    guard field < table.fieldCount else { return nil }
    let offset = Int(bytes.number(at: table.vtable + 4 + 2 * field, as: UInt16.self))
    guard offset > 0 else { return nil }
    guard offset >= 4, offset + size <= table.byteCount else {
      throw FormatError(
        .malformed(
          "field \(field) of \(size) bytes at \(offset) of a table of \(table.byteCount) bytes"),
        at: table.vtable + 4 + 2 * field)
    }
    return table.position + offset
  }

  /// Goes where the offset at `position` points to, which is forward, and pays for one step.
  mutating func follow(_ position: Int) throws(FormatError) -> Int {
    let offset = Int(try load(at: position) as UInt32)
    guard offset > 0, offset <= bytes.byteCount - position - 4 else {
      throw FormatError(
        .malformed("an offset of \(offset), but \(bytes.byteCount - position) bytes left"),
        at: position)
    }
    try spend(1, at: position)
    return position + offset
  }

  mutating func spend(_ amount: Int, at position: Int) throws(FormatError) {
    budget -= amount
    guard budget >= 0 else {
      throw FormatError(
        .overLimit("the tables and vectors read make up more than twice the file"), at: position)
    }
  }

  func table(at position: Int) throws(FormatError) -> FlatTable {
    let distance = Int(try load(at: position) as Int32)
    let vtable = position - distance
    guard vtable >= 0, vtable <= bytes.byteCount - 4 else {
      throw FormatError(.malformed("a vtable at byte \(vtable), outside the file"), at: position)
    }
    let vtableSize = Int(bytes.number(at: vtable, as: UInt16.self))
    let byteCount = Int(bytes.number(at: vtable + 2, as: UInt16.self))
    guard vtableSize >= 4, vtableSize % 2 == 0, vtableSize <= bytes.byteCount - vtable else {
      throw FormatError(.malformed("a vtable of \(vtableSize) bytes"), at: vtable)
    }
    guard byteCount >= 4, byteCount <= bytes.byteCount - position else {
      throw FormatError(.malformed("a table of \(byteCount) bytes"), at: vtable + 2)
    }
    return FlatTable(
      position: position, byteCount: byteCount, vtable: vtable, fieldCount: (vtableSize - 4) / 2)
  }

  func vector(at position: Int, elementSize: Int) throws(FormatError) -> FlatVector {
    let count = Int(try load(at: position) as UInt32)
    let room = bytes.byteCount - position - 4
    guard count <= room / elementSize else {
      throw FormatError(.truncated(needed: count * elementSize, available: room), at: position)
    }
    return FlatVector(position: position + 4, count: count, elementSize: elementSize)
  }
}
