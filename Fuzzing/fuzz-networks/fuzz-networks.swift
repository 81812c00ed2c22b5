import ByteReading
import ComputationGraph
import FuzzEntry
import GraphBuilding
import RecordStreams

private let builder = (try? CostTable.standard()).map { GraphBuilder(costs: $0) }

/// One file of networks in JSON (networkx's node-link form, nn-Meter's, GENNAPE's): each is built to a
/// graph, which must come back from its own JSON.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzNetworks(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    try SeedForm.json.forEachNetwork(of: bytes, from: "model_8_1.json") { network in
      guard let graph = try builder?.build(network.get()) else { return }
      var writer = JSONWriter()
      graph.write(to: &writer)
      let json = writer.bytes
      let read = try Graph(json: json.bytes)
      precondition(read.id == graph.id && read.nodes.count == graph.nodes.count)
    }
  }
}
