/// Which end of a number comes first in memory.
@usableFromInline
package enum ByteOrder: Sendable, Equatable {
  /// The least significant byte, as on nearly all machines of today.
  case little
  /// The most significant byte.
  case big
}

extension RawSpan {
  /// The byte at an offset, which must lie inside.
  @inlinable
  package func byte(at offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < byteCount, "byte \(offset) of \(byteCount)")
    return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// The whole number at an offset, which must lie inside; it need not be aligned.
  @inlinable
  package func number<Value: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, _ order: ByteOrder = .little, as: Value.Type
  ) -> Value {
    let size = MemoryLayout<Value>.size
    precondition(offset >= 0 && byteCount - offset >= size, "\(size) bytes at \(offset)")
    let bits = unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Value.self)
    return order == .little ? Value(littleEndian: bits) : Value(bigEndian: bits)
  }
}
