import ByteReading
import ComputationGraph
import FuzzEntry
import GraphBuilding
import RecordStreams

private let builder = (try? CostTable.standard()).map { GraphBuilder(costs: $0) }

/// One TensorFlow Lite model: built to a graph, which must come back from its own JSON.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzTFLite(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    guard let builder else { return }
    var workshop = GraphWorkshop(builder)
    let graph = try workshop.build(bytes, as: .tfLite).graph
    var writer = JSONWriter()
    graph.write(to: &writer)
    let json = writer.bytes
    let read = try Graph(json: json.bytes)
    precondition(read.id == graph.id && read.nodes.count == graph.nodes.count)
  }
}
