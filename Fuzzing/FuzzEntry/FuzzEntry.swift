internal import ByteReading

/// Hands libFuzzer's input to a reader as borrowed bytes.
///
/// The reader may refuse it. It must not trap, hang, or allocate what the input claims.
package func withFuzzInput(
  _ data: UnsafePointer<UInt8>?, _ count: Int, _ read: (RawSpan) throws -> Void
) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
  do {
    try read(bytes.bytes)
  } catch {
    // A refusal is a good answer.
  }
  return 0
}
