internal import ByteReading

/// What is told the elements of an array, in the order of their indices whatever their order in
/// memory.
package protocol NumPyVisitor {
  /// A row, or an element that is an array, begins.
  mutating func beginRow()
  /// It ends.
  mutating func endRow()
  /// An element, or a part of one, that is a record begins.
  mutating func beginRecord(_ fields: [NumPyType.Field])
  /// It ends.
  mutating func endRecord()
  /// A plain value.
  mutating func visit(_ scalar: NumPyScalar)
}

extension NumPyLayout {
  /// Tells a visitor every element.
  ///
  /// - Parameters:
  ///   - bytes: The elements; there must be `byteCount` of them, and none may be objects.
  ///   - visitor: What is told.
  package func visit(_ bytes: RawSpan, with visitor: inout some NumPyVisitor) {
    precondition(bytes.byteCount >= byteCount && !type.holdsObjects, "the bytes of an array")
    visitRows(
      Rows(type: type, shape: shape, strides: strides), axis: 0, bytes, at: 0, with: &visitor)
  }

  private struct Rows {
    let type: NumPyType
    let shape: [Int]
    let strides: [Int]
  }

  private func visitRows(
    _ rows: Rows, axis: Int, _ bytes: RawSpan, at offset: Int, with visitor: inout some NumPyVisitor
  ) {
    guard axis < rows.shape.count else {
      return visit(rows.type, bytes, at: offset, with: &visitor)
    }
    visitor.beginRow()
    var position = offset
    for _ in 0..<rows.shape[axis] {
      visitRows(rows, axis: axis + 1, bytes, at: position, with: &visitor)
      position += rows.strides[axis]
    }
    visitor.endRow()
  }

  private func visit(
    _ type: NumPyType, _ bytes: RawSpan, at offset: Int, with visitor: inout some NumPyVisitor
  ) {
    switch type.kind {
    case .record(let fields):
      visitor.beginRecord(fields)
      for field in fields { visit(field.type, bytes, at: offset + field.offset, with: &visitor) }
      visitor.endRecord()
    case .array(let element, let shape):
      let strides = Self.strides(of: shape, size: element.size, isFortranOrder: false)
      visitRows(
        Rows(type: element, shape: shape, strides: strides), axis: 0, bytes, at: offset,
        with: &visitor)
    default:
      if let scalar = type.scalar(in: bytes, at: offset) { visitor.visit(scalar) }
    }
  }
}
