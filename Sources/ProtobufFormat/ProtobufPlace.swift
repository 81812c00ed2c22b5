package import ByteReading

/// Where one field lies in the file.
package struct ProtobufPlace: Sendable {
  /// A field's wire type.
  package enum Kind: Sendable {
    case varint, fixed64, fixed32, bytes
  }

  /// The field's number, at least 1.
  package let number: Int32
  /// The field's wire type.
  package let kind: Kind
  /// Where the field begins with its key.
  package let start: Int
  /// Where its bytes begin, if it is a string, message or packed list.
  package let payload: Int
  /// Where it ends.
  package let end: Int

  /// Where the bytes of a string, message or packed list lie; throws for a field of another kind.
  package func bytes() throws(FormatError) -> Range<Int> {
    guard kind == .bytes else { throw refusal }
    return payload..<end
  }

  private var refusal: FormatError {
    let value: ProtobufField.Value =
      switch kind {
      case .varint: .varint(0)
      case .fixed64: .fixed64(0)
      case .fixed32: .fixed32(0)
      case .bytes: .bytes(RawSpan())
      }
    return ProtobufField(number: number, offset: start, value: value)
      .unexpected("a length and bytes")
  }
}
