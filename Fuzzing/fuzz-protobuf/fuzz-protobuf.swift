import FuzzEntry
import ProtobufFormat

/// One protobuf message.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzProtobuf(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    var reader = ProtobufReader(bytes)
    while let _ = try reader.next() {}
  }
}
