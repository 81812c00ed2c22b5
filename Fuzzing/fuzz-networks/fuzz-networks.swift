import FuzzEntry
import FuzzGraphs
import GraphBuilding

/// One file of networks in JSON (networkx's node-link form, nn-Meter's, GENNAPE's): each is built to a
/// graph, which must come back from its own JSON.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzNetworks(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    try SeedForm.json.forEachNetwork(of: bytes, from: "model_8_1.json") { network in
      guard let graph = try GraphFuzzing.builder?.build(network.get()) else { return }
      try GraphFuzzing.check(graph)
    }
  }
}
