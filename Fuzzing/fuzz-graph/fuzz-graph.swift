import FuzzEntry
import FuzzGraphs
import GraphBuilding

/// One ONNX model: built to a graph, which must come back from its own JSON.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzGraph(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    guard let graph = try GraphFuzzing.builder?.build(onnx: bytes) else { return }
    try GraphFuzzing.check(graph)
  }
}
