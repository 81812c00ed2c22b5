import ComputationGraph
package import PickleFormat

/// Translates PerfSeer's graphs: networkx graphs of ONNX operators with what each of them takes.
///
/// PerfSeer keeps neither weights nor inputs as nodes. Weights follow from the arguments and the
/// channels; nodes that nothing leads to read the network's input. What PerfSeer says of a node
/// stays in its `seed`, from which its features follow exactly.
///
/// Reference: <https://github.com/upuuuuuu/PerfSeer>
package struct PerfSeerImporter {
  private var draft = GraphDraft()
  private let nodes: [PerfSeerNode]
  private let predecessors: [[Int]]
  /// The inputs by their shape.
  private var inputs: [[Int]: Int] = [:]
  private let batch: Int?

  /// Whether the nodes of a graph are PerfSeer's, as the first one tells.
  package static func recognises(
    _ graph: NetworkXGraph, in arena: borrowing PickleArena
  ) -> Bool {
    graph.nodes.first.map { PerfSeerReader.isNode($0.attributes, in: arena) } ?? false
  }

  /// Translates a graph.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - batch: The batch size, should no node say it.
  ///   - arena: Where the graph is.
  /// - Returns: The graph, nothing inferred yet.
  /// - Throws: ``LayoutMismatch`` if a node is not as PerfSeer has them, ``GraphError`` if there is
  ///   none.
  package static func draft(
    of graph: NetworkXGraph, batch: Int?, in arena: borrowing PickleArena
  ) throws -> GraphDraft {
    guard !graph.nodes.isEmpty else {
      throw GraphError(.empty("an empty graph; expected a network"))
    }
    var reader = PerfSeerReader()
    var nodes: [PerfSeerNode] = []
    nodes.reserveCapacity(graph.nodes.count)
    for node in graph.nodes { nodes.append(try reader.node(node.id, node.attributes, in: arena)) }
    var importer = PerfSeerImporter(nodes, graph.predecessors, batch: batch)
    importer.translate()
    return importer.draft
  }

  private init(_ nodes: [PerfSeerNode], _ predecessors: [[Int]], batch: Int?) {
    self.nodes = nodes
    self.predecessors = predecessors
    self.batch = nodes.lazy.compactMap { $0[.batch] }.first { $0 > 0 } ?? batch
  }

  private mutating func translate() {
    draft.layout = "NCHW"
    draft.values.reserveCapacity(nodes.count * 3 + 1)
    draft.nodes.reserveCapacity(nodes.count)
    var isRead = Array(repeating: false, count: nodes.count)
    // What nodes compute comes first, so that the value of a node has its number.
    for node in nodes { draft.values.append(result(of: node)) }
    for (index, node) in nodes.enumerated() {
      for predecessor in predecessors[index] { isRead[predecessor] = true }
      draft.nodes.append(translated(node, at: index))
    }
    draft.outputs = nodes.indices.filter { !isRead[$0] }
  }

  private func result(of node: PerfSeerNode) -> GraphDraft.Value {
    let channels = dimension(node[.outputChannels])
    let (height, width) = (node[.outputHeight], node[.outputWidth])
    var shape = [dimension(batch), channels]
    let isFlat = node.op == "Flatten" || node.op == "Gemm" || height == 0 && width == 0
    if !isFlat { shape += [dimension(height), dimension(width)] }
    return GraphDraft.Value(name: node.id, shape: shape, type: .float32)
  }

  private func dimension(_ size: Int?) -> DraftDimension {
    size.flatMap { $0 > 0 ? .value($0) : nil } ?? .unknown
  }

  private mutating func translated(_ node: PerfSeerNode, at index: Int) -> GraphDraft.Node {
    let known = PerfSeerOperator(node)
    let op = RuleRegistry.isKnown(node.op) ? node.op : "perfseer.\(node.op)"
    var translated = GraphDraft.Node(
      op: op, opset: 13, name: node.id, attributes: known.attributes, operands: predecessors[index],
      outputs: [index])
    translated.notes = known.notes
    translated.seed = node.seed
    if predecessors[index].isEmpty {
      translated.operands = [input(of: node)]
    } else if predecessors[index].count == 1, node.op == "Add" {
      translated.operands += predecessors[index]
      translated.notes.append("one tensor leads here; it is taken as both operands")
    }
    for weight in known.weights {
      translated.operands.append(draft.values.count)
      draft.values.append(
        GraphDraft.Value(
          name: node.id + weight.suffix, shape: weight.shape.map(dimension), type: .float32,
          isWeight: true))
    }
    return translated
  }

  /// The input that a node reads; nodes with inputs of one shape read the same one.
  private mutating func input(of node: PerfSeerNode) -> Int {
    let channels = node[.inputChannels] ?? 0
    let (height, width) = (node[.inputHeight] ?? 0, node[.inputWidth] ?? 0)
    let shape = height == 0 && width == 0 ? [channels] : [channels, height, width]
    if let known = inputs[shape] { return known }
    let number = draft.values.count
    let name = inputs.isEmpty ? "input" : "input\(inputs.count + 1)"
    draft.values.append(
      GraphDraft.Value(
        name: name, shape: [dimension(batch)] + shape.map { dimension($0) }, type: .float32))
    draft.inputs.append(number)
    inputs[shape] = number
    return number
  }
}
