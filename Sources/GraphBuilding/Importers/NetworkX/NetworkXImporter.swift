import ComputationGraph
import PickleFormat

/// Translates a networkx graph whose nodes say what they compute: under `op`, `op_type`, `type`,
/// `operation` or `label`, in ONNX's words or their own; the node's name otherwise.
///
/// Numbers, strings and lists of them become attributes, a list under `shape` or `output_shape`
/// the shape. Such a graph says nothing of weights: their number and costs stay unknown.
enum NetworkXImporter {
  static func draft(
    of graph: NetworkXGraph, in arena: borrowing PickleArena
  ) throws(GraphError) -> GraphDraft {
    guard !graph.nodes.isEmpty else {
      throw GraphError(.empty("an empty graph; expected a network"))
    }
    var draft = GraphDraft()
    var isRead = Array(repeating: false, count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      let name = arena.string(node.id) ?? arena.pythonText(of: node.id) ?? "\(index)"
      let facts = NetworkXFacts(node.attributes, name: name, in: arena)
      for predecessor in graph.predecessors[index] { isRead[Int(predecessor)] = true }
      draft.values.append(GraphDraft.Value(name: name, shape: facts.shape))
      if facts.isInput, graph.predecessors[index].isEmpty {
        draft.inputs.append(index)
        continue
      }
      let op = RuleRegistry.isKnown(facts.op) ? facts.op : "networkx.\(facts.op)"
      draft.nodes.append(
        GraphDraft.Node(
          op: op, opset: 13, name: name, attributes: facts.attributes,
          operands: graph.predecessors[index].map { Int($0) }, outputs: [index]))
    }
    draft.outputs = graph.nodes.indices.filter { !isRead[$0] }
    return draft
  }
}

/// What the attributes of a networkx node say in ONNX's terms.
private struct NetworkXFacts {
  private(set) var op: String
  private(set) var attributes: [Attribute] = []
  private(set) var shape: [DraftDimension]?

  var isInput: Bool { ["input", "placeholder", "data"].contains(op.lowercased()) }

  private static let operatorKeys = ["op", "op_type", "type", "operation", "label"]

  init(_ dictionary: PickleValue, name: String, in arena: borrowing PickleArena) {
    op = name
    guard let entries = arena.entries(dictionary) else { return }
    var rank = Self.operatorKeys.count
    for index in entries.indices {
      guard let key = arena.string(entries[index].key) else { continue }
      let value = entries[index].value
      if let place = Self.operatorKeys.firstIndex(of: key), let text = arena.string(value),
        !text.isEmpty
      {
        if place < rank { (op, rank) = (text, place) }
      } else if key == "shape" || key == "output_shape", let sizes = arena.integers(value) {
        shape = sizes.map { $0 > 0 ? .value($0) : .unknown }
      } else if let value = Self.attribute(value, in: arena) {
        attributes.append(Attribute(name: key, value: value))
      }
    }
  }

  private static func attribute(
    _ value: PickleValue, in arena: borrowing PickleArena
  ) -> AttributeValue? {
    if let int = arena.int(value) { return .int(Int64(int)) }
    if let number = arena.realNumber(value) { return .float(Float(number)) }
    if let truth = arena.bool(value) { return .int(truth ? 1 : 0) }
    if let text = arena.string(value) { return .string(text) }
    guard let items = arena.items(value), !items.isEmpty else { return nil }
    if let numbers = arena.integers(value) { return .ints(numbers.map(Int64.init)) }
    return arena.figures(value).map { .floats($0.map(Float.init)) }
  }
}
