package import ByteReading

extension FlatBuffer {
  /// A number in a table; `standard` where the table leaves it out.
  package func number<Value: FixedWidthInteger & BitwiseCopyable>(
    _ field: Int, of table: FlatTable, standard: Value = 0
  ) throws(FormatError) -> Value {
    guard let position = try place(field, of: table, size: MemoryLayout<Value>.size) else {
      return standard
    }
    return try load(at: position)
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
    guard let vector = try vector(field, of: table, elementSize: 1) else { return nil }
    try spend(vector.count, at: vector.position)
    return bytes.extracting(vector.range).text
  }

  /// The numbers of a vector whose elements are as wide as `Value`.
  package mutating func numbers<Value: FixedWidthInteger & BitwiseCopyable>(
    _ field: Int, of table: FlatTable, as _: Value.Type
  ) throws(FormatError) -> [Value]? {
    guard
      let vector = try vector(field, of: table, elementSize: MemoryLayout<Value>.size)
    else { return nil }
    try spend(vector.count, at: vector.position)
    var values: [Value] = []
    values.reserveCapacity(vector.count)
    for index in 0..<vector.count {
      values.append(try load(at: vector.position + index * vector.elementSize))
    }
    return values
  }

  /// The table that an element of a vector of tables points to.
  package mutating func table(_ index: Int, in vector: FlatVector) throws(FormatError) -> FlatTable
  {
    try self.table(at: follow(vector.position + 4 * index))
  }
}
