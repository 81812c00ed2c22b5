import FuzzEntry
import ModelFormats

/// One ONNX model, as a structure.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzONNX(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    _ = try ONNXModel(bytes)
  }
}
