internal import ComputationGraph
package import RecordStreams

/// Graphs in networkx's node-link form, as GraphSAGE and PerfSAGE read it: one JSON object a line.
///
/// Reference: networkx, `json_graph.node_link_graph(data, edges="links")`.
package enum NodeLinkLines {
  /// Writes the lines.
  ///
  /// - Throws: `CatalogError`; `StreamError`.
  package static func write(_ selection: ExportSelection, to output: any ByteSink) throws {
    var writer = JSONWriter()
    try selection.forEachGraph { graph in
      write(graph, to: &writer)
      try output.write(writer.bytes)
      writer.removeAll()
    }
  }

  private static func write(_ graph: Graph, to writer: inout JSONWriter) {
    writer.beginObject()
    for (key, value) in [("directed", true), ("multigraph", false)] {
      writer.key(key)
      writer.bool(value)
    }
    writer.key("graph")
    writer.beginObject()
    let names = [
      ("id", graph.id), ("structure", graph.structure), ("name", graph.name),
      ("family", graph.family),
    ]
    for case (let key, let text?) in names {
      writer.key(key)
      writer.string(text)
    }
    write(graph.totals, to: &writer)
    writer.endObject()
    writer.key("nodes")
    writer.beginArray()
    for (id, node) in graph.nodes.enumerated() { write(node, id, to: &writer) }
    writer.endArray()
    writer.key("links")
    writer.beginArray()
    for edge in graph.edges {
      writer.beginObject()
      writer.key("source")
      writer.int(edge.from)
      writer.key("target")
      writer.int(edge.to)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endLine()
  }

  private static func write(_ node: Node, _ id: Int, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("id")
    writer.int(id)
    writer.key("op")
    writer.string(node.op)
    if let output = node.outputs.first {
      if let type = output.type {
        writer.key("type")
        writer.string(type.rawValue)
      }
      if let shape = output.shape {
        writer.key("shape")
        writer.ints(shape)
      }
    }
    write(node.cost, to: &writer)
    writer.endObject()
  }

  private static func write(_ cost: Cost, to writer: inout JSONWriter) {
    let parts = [
      ("flops", cost.flops), ("macs", cost.macs), ("parameters", cost.parameters),
      ("bytes", cost.bytes),
    ]
    for case (let key, let count?) in parts {
      writer.key(key)
      writer.int(count)
    }
  }
}
