internal import ByteReading
internal import RecordStreams

/// Numbers of a tensor that grows: they wait in a temporary file, so that memory does not grow with
/// them.
final class TensorColumn {
  private let file: ScratchFile
  private var waiting: [UInt8] = []
  private static let block = 1 << 16

  init() throws(StreamError) {
    file = try ScratchFile()
  }

  /// The number of elements so far, eight bytes each.
  var count: Int { (file.count + waiting.count) / 8 }

  /// Appends a whole number.
  func append(_ number: Int) throws(StreamError) {
    try append(UInt64(bitPattern: Int64(number)))
  }

  /// Appends a number of double precision.
  func append(_ number: Double) throws(StreamError) {
    try append(number.bitPattern)
  }

  private func append(_ bits: UInt64) throws(StreamError) {
    waiting.append(littleEndian: bits)
    guard waiting.count >= Self.block else { return }
    try file.write(waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  /// Hands over all bytes, a block at a time.
  func forEachBlock(_ body: ([UInt8]) throws -> Void) throws {
    try file.write(waiting)
    waiting = []
    for offset in stride(from: 0, to: file.count, by: Self.block) {
      try body(try file.bytes(at: offset, count: Self.block))
    }
  }
}
