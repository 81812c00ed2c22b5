internal import ByteReading
internal import CheckpointFormat
package import GraphLearning
internal import RecordStreams

extension OriginalCheckpoint {
  /// Reads what PyTorch saved, without running any of it, or a safetensors file of its tensors.
  package init(torch file: RawSpan) throws {
    if (try? OriginalCheckpoint(file)) != nil {
      try self.init(file)
      return
    }
    let sink = GatheredBytes()
    _ = try SafetensorsExport().write(file, nil, to: sink)
    let tensors = sink.bytes
    try self.init(tensors.bytes)
  }
}

/// Bytes that are written into memory.
private final class GatheredBytes: ByteSink {
  let name = "memory"
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: RawSpan) throws(StreamError) { self.bytes.append(bytes) }
  func flush() throws(StreamError) {}
  func finish() throws(StreamError) {}
}
