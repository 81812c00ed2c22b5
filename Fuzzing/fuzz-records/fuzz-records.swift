import ByteReading
import ComputationGraph
import Datasets
import FuzzEntry
import RecordStreams

/// One record: what is read is written and read back the same.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzRecords(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    var writer = JSONWriter()
    switch try RecordKind.sniff(bytes) {
    case .graph:
      try Graph(json: bytes).write(to: &writer)
      let text = writer.take()
      try Graph(json: text.bytes).write(to: &writer)
      precondition(writer.bytes == text)
    case .measurement:
      try Measurement(json: bytes).write(to: &writer)
      let text = writer.take()
      try Measurement(json: text.bytes).write(to: &writer)
      precondition(writer.bytes == text)
    case .prediction:
      try Prediction(json: bytes).write(to: &writer)
      let text = writer.take()
      try Prediction(json: text.bytes).write(to: &writer)
      precondition(writer.bytes == text)
    case .architecture, .other, nil: break
    }
  }
}
