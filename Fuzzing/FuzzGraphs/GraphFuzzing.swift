internal import ByteReading
package import ComputationGraph
package import GraphBuilding
internal import RecordStreams

/// What fuzzers of model formats share.
package enum GraphFuzzing {
  /// Builds graphs with the standard costs.
  package static let builder = (try? CostTable.standard()).map { GraphBuilder(costs: $0) }

  /// Builds one model, whose graph must come back from its own JSON.
  package static func check(_ bytes: RawSpan, as format: ModelFormat) throws {
    guard let builder else { return }
    var workshop = GraphWorkshop(builder)
    try check(workshop.build(bytes, as: format).graph)
  }

  /// Holds a graph against what its JSON is read as.
  package static func check(_ graph: Graph) throws {
    var writer = JSONWriter()
    graph.write(to: &writer)
    let json = writer.bytes
    let read = try Graph(json: json.bytes)
    precondition(read.id == graph.id && read.nodes.count == graph.nodes.count)
  }
}
