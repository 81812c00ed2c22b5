package import ComputationGraph

/// Translates GENNAPE's compute graphs, which TensorFlow's operators are left of once reshaping,
/// constants and scalar arithmetic are gone.
///
/// Sizes are given for every node, so that shapes hold where something is missing between two
/// nodes; dimensions are put in ONNX's order. A graph's reshaping before a dense layer is put back.
/// What GENNAPE says of a node stays in its `seed`, from which its features follow exactly.
package struct GENNAPEImporter {
  private let graph: GENNAPEGraph
  private var draft = GraphDraft()
  private let operands: [[Int]]
  private let scales: [BatchScale]
  /// Whether what a node computes has lost its height and width.
  private var isFlat: [Bool]
  /// The values that nodes compute.
  private var results: [Int] = []

  /// Translates a graph.
  ///
  /// - Throws: ``GraphError`` if it has no nodes, or they depend on each other in a circle.
  package static func draft(of graph: GENNAPEGraph) throws(GraphError) -> GraphDraft {
    guard !graph.nodes.isEmpty else {
      throw GraphError(.empty("an empty graph; expected a network"))
    }
    var importer = try GENNAPEImporter(graph)
    importer.translate()
    return importer.draft
  }

  private init(_ graph: GENNAPEGraph) throws(GraphError) {
    self.graph = graph
    let connections = try GENNAPEConnections(graph)
    operands = connections.operands
    scales = connections.scales
    isFlat = connections.isFlat
  }

  private mutating func translate() {
    draft.name = graph.name.isEmpty ? nil : graph.name
    draft.layout = "NCHW"
    draft.seed = graph.seed
    results = Array(graph.nodes.indices)
    for index in graph.nodes.indices { draft.values.append(value(of: index)) }
    var isRead = Array(repeating: false, count: graph.nodes.count)
    for index in graph.nodes.indices {
      for operand in operands[index] { isRead[operand] = true }
    }
    for index in graph.nodes.indices {
      if isInput(index) {
        draft.inputs.append(results[index])
        if !isRead[index] { draft.outputs.append(results[index]) }
      } else {
        append(index)
        if !isRead[index] { draft.outputs.append(results[index]) }
      }
    }
  }

  /// A source called input that hands on what it reads is the network's input and no operator.
  private func isInput(_ index: Int) -> Bool {
    let size = graph.nodes[index].resolution
    return graph.nodes[index].op == GENNAPEOperator.input.rawValue && operands[index].isEmpty
      && size[0] == size[1] && size[2] == size[3] && size[4] == size[5]
  }

  private func value(of index: Int) -> GraphDraft.Value {
    let size = graph.nodes[index].resolution
    return GraphDraft.Value(
      name: graph.nodes[index].id,
      shape: shape(index, channels: size[5], height: size[1], width: size[3]), type: .float32)
  }

  private func shape(
    _ index: Int, channels: Double, height: Double, width: Double
  ) -> [DraftDimension] {
    let batch = graph.inputShape.first.flatMap { $0 > 0 ? $0 : nil } ?? 1
    let leading = scales[index].applied(to: batch).map { DraftDimension.value($0) } ?? .unknown
    if isFlat[index] { return [leading, dimension(channels)] }
    return [leading, dimension(channels), dimension(height), dimension(width)]
  }

  private func dimension(_ size: Double) -> DraftDimension {
    Int(exactly: size).flatMap { $0 > 0 ? .value($0) : nil } ?? .unknown
  }

  private mutating func append(_ index: Int) {
    let known = GENNAPENode(graph.nodes[index], operandCount: operands[index].count)
    var node = GraphDraft.Node(
      op: known.op, opset: 13, name: graph.nodes[index].id, attributes: known.attributes,
      operands: operands[index].map { results[$0] }, outputs: [results[index]])
    if known.opset != 13 { node.opset = known.opset }
    node.notes = known.notes
    node.seed = graph.nodes[index].seed
    if operands[index].isEmpty {
      node.operands = [sourceInput(of: index)]
    } else if graph.nodes[index].op == GENNAPEOperator.matmul.rawValue,
      let operand = operands[index].first, !isFlat[operand]
    {
      node.operands[0] = flattened(operand)
    }
    for weight in known.weights {
      node.operands.append(draft.values.count)
      draft.values.append(
        GraphDraft.Value(
          name: graph.nodes[index].id + weight.suffix, shape: weight.shape.map { dimension($0) },
          type: .float32, isWeight: true))
    }
    draft.nodes.append(node)
  }

  /// The input that a node reads to which nothing leads, of the size that the node says.
  private mutating func sourceInput(of index: Int) -> Int {
    let size = graph.nodes[index].resolution
    draft.values.append(
      GraphDraft.Value(
        name: "input|" + graph.nodes[index].id,
        shape: shape(index, channels: size[4], height: size[0], width: size[2]), type: .float32))
    draft.inputs.append(draft.values.count - 1)
    return draft.values.count - 1
  }

  /// The rows that a dense layer reads of pictures.
  private mutating func flattened(_ operand: Int) -> Int {
    let number = draft.values.count
    let name = graph.nodes[operand].id + "|flat"
    draft.values.append(GraphDraft.Value(name: name, type: .float32))
    var node = GraphDraft.Node(
      op: "Flatten", opset: 13, name: name,
      attributes: [Attribute(name: "axis", value: .int(1))], operands: [results[operand]],
      outputs: [number])
    node.notes = ["GENNAPE leaves reshaping out; the dense layer after it needs it"]
    draft.nodes.append(node)
    return number
  }
}
