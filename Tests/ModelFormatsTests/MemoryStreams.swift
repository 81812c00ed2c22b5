import ByteReading
import RecordStreams

/// Bytes in memory as a stream that comes in pieces.
final class MemorySource: ByteSource {
  let name = "memory"
  let size: Int? = nil
  private let bytes: [UInt8]
  private let piece: Int
  private(set) var position = 0

  init(_ bytes: [UInt8], piece: Int = 7) {
    self.bytes = bytes
    self.piece = piece
  }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    let count = min(piece, buffer.byteCount, bytes.count - position)
    for offset in 0..<count {
      buffer.storeBytes(of: bytes[position + offset], toByteOffset: offset, as: UInt8.self)
    }
    position += count
    return count
  }
}

/// A sink that keeps what is written.
final class MemorySink: ByteSink {
  let name = "memory"
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: RawSpan) throws(StreamError) {
    self.bytes.append(bytes)
  }

  func flush() throws(StreamError) {}
  func finish() throws(StreamError) {}
}
