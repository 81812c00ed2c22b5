/// A table of a flatbuffer: where it lies, and the list of where its fields are.
///
/// Only ``FlatBuffer`` makes one, after holding all of this against the bytes.
package struct FlatTable: Sendable {
  /// The offset of the table in the file.
  package let position: Int
  /// The number of bytes from `position` on that hold the fields in line.
  let byteCount: Int
  /// The offset of the vtable in the file.
  let vtable: Int
  /// The number of fields that the vtable has room for.
  let fieldCount: Int
}

/// A vector of a flatbuffer: its elements lie one after the other, inside the file.
package struct FlatVector: Sendable {
  /// The offset of the first element in the file.
  package let position: Int
  /// The number of elements.
  package let count: Int
  /// The size of an element in bytes.
  let elementSize: Int

  /// The bytes of the file that hold the elements.
  package var range: Range<Int> { position..<position + count * elementSize }
}
