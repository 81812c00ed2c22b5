import FuzzEntry
import FuzzGraphs
import GraphBuilding

/// One TensorFlow model: built to a graph, which must come back from its own JSON.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzTensorFlow(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    try GraphFuzzing.check(bytes, as: .tensorFlow)
  }
}
