extension OutputSpan<UInt8> {
  /// Appends all bytes at once. The room must be there; running out of it is the caller's mistake
  /// and ends the program.
  @inlinable
  package mutating func append(_ bytes: Span<UInt8>) {
    precondition(bytes.count <= freeCapacity, "no room for \(bytes.count) bytes")
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe withUnsafeMutableBufferPointer { buffer, count in
        guard let base = buffer.baseAddress else { return }
        unsafe (base + count).update(from: start, count: source.count)
        count += source.count
      }
    }
  }
}
