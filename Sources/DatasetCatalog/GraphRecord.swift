internal import ByteReading
internal import Compression
package import ComputationGraph
internal import RecordStreams

/// A graph as the catalog keeps it: what can be asked for, and the whole record, deflated.
package struct GraphRecord: Sendable {
  /// The content hash.
  package let id: String
  let structure: String?
  let name: String?
  let family: String?
  let batch: Int?
  let nodes: Int
  let edges: Int
  let totals: Cost
  let deflated: [UInt8]

  /// Prepares a graph to be merged; `nil` if it has no id.
  package init?(_ graph: Graph) {
    guard let id = graph.id else { return nil }
    self.id = id
    structure = graph.structure
    name = graph.name
    family = graph.family
    batch = graph.batch
    nodes = graph.nodes.count
    edges = graph.edges.count
    totals = graph.totals
    var writer = JSONWriter()
    graph.write(to: &writer)
    deflated = Zlib.deflated(writer.bytes.bytes)
  }

  /// The most bytes of a record, inflated: 1 GiB, as long as the longest line of a stream.
  static let sizeLimit = 1 << 30
}
