internal import SafetensorsFormat

/// Encoded networks as a predictor's ONNX model reads them, as a safetensors file.
package struct ONNXInputs {
  /// The file; its metadata names the `encoding` and, one a line, the `graphs`.
  package let file: [UInt8]

  /// Lays out graphs of an encoding below each other.
  package init(_ graphs: [(id: String, encoded: EncodedGraph)], _ encoding: GraphEncoding) {
    let encoded = graphs.map(\.encoded)
    let widths = encoding.widths
    var writer = SafetensorsWriter()
    let nodes = encoded.reduce(0) { $0 + $1.nodeCount }
    var (listeners, heard, graphOfNode): ([Int], [Int], [Int]) = ([], [], [])
    for (index, graph) in encoded.enumerated() {
      let start = graphOfNode.count
      for node in 0..<graph.nodeCount {
        graphOfNode.append(index)
        for entry in graph.neighbourOffsets[node]..<graph.neighbourOffsets[node + 1] {
          listeners.append(start + node)
          heard.append(start + Int(graph.neighbours[Int(entry)]))
        }
      }
    }
    writer.add("features", shape: [nodes, widths.nodes], floats: encoded.flatMap(\.features))
    writer.add("neighbours", shape: [2, heard.count], integers: listeners + heard)
    writer.add("graph_of_node", shape: [nodes], integers: graphOfNode)
    if !widths.categories.isEmpty {
      writer.add(
        "categories", shape: [nodes, widths.categories.count],
        integers: encoded.flatMap { $0.categories.map { Int($0) } })
    }
    if widths.links > 0 {
      writer.add("links", shape: [heard.count, widths.links], floats: encoded.flatMap(\.links))
    }
    if widths.statics > 0 {
      writer.add(
        "statics", shape: [encoded.count, widths.statics], floats: encoded.flatMap(\.statics))
    }
    writer.metadata["encoding"] = encoding.rawValue
    writer.metadata["graphs"] = graphs.map(\.id).joined(separator: "\n")
    file = writer.file()
  }
}
