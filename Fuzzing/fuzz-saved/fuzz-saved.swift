import ByteReading
import CheckpointFormat
import FuzzEntry
import PickleFormat
import RecordStreams
import SafetensorsFormat

/// Saved files: each becomes JSON, or is refused, and what is exported of it is a safetensors file.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzSaved(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    let limits = PickleLimits(memory: 1 << 26, items: 1 << 20, depth: 1 << 12, output: 1 << 24)
    let reader = SavedFile(limits: limits, unpackingLimit: 1 << 22, keepsJournal: true)
    try? reader.read(bytes) { arena in
      var json = PickleJSON(plain: false, limits: limits)
      try json.write(arena.root, of: arena) { _ in }
    }
    let sink = Sink()
    guard (try? SafetensorsExport(reader).write(bytes, nil, to: sink)) != nil else { return }
    let file = sink.bytes
    precondition((try? SafetensorsHeader(file.bytes)) != nil, "no safetensors file")
  }
}

private final class Sink: ByteSink {
  let name = "memory"
  var bytes: [UInt8] = []
  func write(_ bytes: RawSpan) throws(StreamError) { self.bytes.append(bytes) }
  func flush() throws(StreamError) {}
  func finish() throws(StreamError) {}
}
