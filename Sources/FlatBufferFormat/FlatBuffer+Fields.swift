package import ByteReading

extension FlatBuffer {
  /// A number in a table; `standard` where the table leaves it out.
  package func number<Value: FixedWidthInteger & BitwiseCopyable>(
    _ field: Int, of table: FlatTable, standard: Value = 0
  ) throws(FormatError) -> Value {
    guard let position = try place(field, of: table, size: MemoryLayout<Value>.size) else {
      return standard
    }
    return bytes.number(at: position, as: Value.self)
  }

  // The widths that files are full of, without the detour of a generic call from another module.

  /// A number of one byte; `standard` where the table leaves it out.
  package func number(
    _ field: Int, of table: FlatTable, standard: Int8 = 0
  ) throws(FormatError) -> Int8 {
    Int8(bitPattern: try number(field, of: table, standard: UInt8(bitPattern: standard)))
  }

  /// A number of one byte without sign; `standard` where the table leaves it out.
  package func number(
    _ field: Int, of table: FlatTable, standard: UInt8 = 0
  ) throws(FormatError) -> UInt8 {
    guard let position = try place(field, of: table, size: 1) else { return standard }
    return bytes.byte(at: position)
  }

  /// A number of four bytes; `standard` where the table leaves it out.
  package func number(
    _ field: Int, of table: FlatTable, standard: Int32 = 0
  ) throws(FormatError) -> Int32 {
    guard let position = try place(field, of: table, size: 4) else { return standard }
    return bytes.number(at: position, as: Int32.self)
  }

  /// A number of four bytes without sign; `standard` where the table leaves it out.
  package func number(
    _ field: Int, of table: FlatTable, standard: UInt32 = 0
  ) throws(FormatError) -> UInt32 {
    UInt32(bitPattern: try number(field, of: table, standard: Int32(bitPattern: standard)))
  }

  /// A number with a fraction in a table.
  package func fraction(
    _ field: Int, of table: FlatTable, standard: Float = 0
  ) throws(FormatError) -> Float {
    Float(bitPattern: try number(field, of: table, standard: standard.bitPattern))
  }

  /// A truth value in a table.
  package func flag(
    _ field: Int, of table: FlatTable, standard: Bool = false
  ) throws(FormatError) -> Bool {
    try number(field, of: table, standard: UInt8(standard ? 1 : 0)) != 0
  }

  /// A table behind a field.
  package mutating func table(_ field: Int, of table: FlatTable) throws(FormatError) -> FlatTable? {
    guard let position = try place(field, of: table, size: 4) else { return nil }
    return try self.table(at: follow(position))
  }

  /// A vector behind a field; `elementSize` is 4 for a vector of tables.
  package mutating func vector(
    _ field: Int, of table: FlatTable, elementSize: Int
  ) throws(FormatError) -> FlatVector? {
    guard let position = try place(field, of: table, size: 4) else { return nil }
    return try self.vector(at: follow(position), elementSize: elementSize)
  }

  /// A text behind a field; bytes that are not UTF-8 are replaced.
  package mutating func text(_ field: Int, of table: FlatTable) throws(FormatError) -> String? {
    guard let place = try place(ofVector: field, of: table, elementSize: 1) else { return nil }
    return bytes.extracting(place).text
  }

  /// Where the elements of a vector behind a field lie, or the bytes of a text. They are counted as
  /// read.
  package mutating func place(
    ofVector field: Int, of table: FlatTable, elementSize: Int
  ) throws(FormatError) -> Range<Int>? {
    guard let vector = try vector(field, of: table, elementSize: elementSize) else { return nil }
    try spend(vector.count, at: vector.position)
    return vector.range
  }

  /// The table that an element of a vector of tables points to.
  package mutating func table(_ index: Int, in vector: FlatVector) throws(FormatError) -> FlatTable
  {
    try self.table(at: follow(vector.position + 4 * index))
  }
}
