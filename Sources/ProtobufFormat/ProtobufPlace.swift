package import ByteReading

/// Where one field lies in the file.
@usableFromInline
package struct ProtobufPlace: Sendable {
  /// A field's wire type.
  @usableFromInline
  enum Kind: Sendable {
    case varint, fixed64, fixed32, bytes
  }

  /// The field's number, at least 1.
  @usableFromInline package let number: Int32
  /// The field's wire type.
  @usableFromInline let kind: Kind
  /// Whether it is a string, message or packed list.
  @inlinable package var hasBytes: Bool { kind == .bytes }
  /// Where the field begins with its key.
  @usableFromInline package let start: Int
  /// Where its bytes begin, if it has any.
  @usableFromInline package let payload: Int
  /// Where it ends.
  @usableFromInline package let end: Int

  @inlinable
  init(number: Int32, kind: Kind, start: Int, payload: Int, end: Int) {
    self.number = number
    self.kind = kind
    self.start = start
    self.payload = payload
    self.end = end
  }

  /// Why the field is not read where one with bytes is expected.
  package var refusal: FormatError {
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
