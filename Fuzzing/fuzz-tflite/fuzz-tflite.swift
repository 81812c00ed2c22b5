import FuzzEntry
import FuzzGraphs
import GraphBuilding

/// One TensorFlow Lite model: built to a graph, which must come back from its own JSON.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzTFLite(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    try GraphFuzzing.check(bytes, as: .tfLite)
  }
}
