import ByteReading
import ComputationGraph
import RecordStreams

/// A graph in networkx's node-link form: `{"directed":true,"nodes":[{"id":0,…}],"links":[…]}`; since
/// networkx 3.4 the links are called edges.
///
/// PerfSAGE's nodes have an `opcode`, which only the model's own list of operators explains, and
/// `features`; its links have the shape of what they carry.
struct NodeLinkGraph {
  private struct Node {
    var id = ""
    var op: String?
    var attributes: [Attribute] = []
    var shape: [DraftDimension]?
  }

  private var nodes: [Node] = []
  private var links: [(source: String, target: String, shape: [DraftDimension]?)] = []

  init(_ file: RawSpan) throws(JSONError) {
    var scanner = JSONScanner(file)
    var isDirected = true
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "directed": isDirected = try scanner.readBool()
      case "nodes": nodes = try scanner.readArray(Self.node(from:))
      case "links", "edges": links = try scanner.readArray(Self.link(from:))
      default: _ = try scanner.readRaw()
      }
    }
    try scanner.finish()
    guard isDirected else {
      throw JSONError(at: 0, found: "an undirected graph", expected: "a directed one")
    }
  }

  /// The graph as a draft.
  func draft() throws(GraphError) -> GraphDraft {
    guard !nodes.isEmpty else {
      throw GraphError(.empty("an empty graph; expected a network"))
    }
    var numbers: [String: Int] = [:]
    for (index, node) in nodes.enumerated() {
      guard numbers.updateValue(index, forKey: node.id) == nil else {
        throw GraphError(.definedTwice(node.id))
      }
    }
    var operands = Array(repeating: [Int](), count: nodes.count)
    var isRead = Array(repeating: false, count: nodes.count)
    var shapes = nodes.map(\.shape)
    for link in links {
      guard let from = numbers[link.source] else { throw GraphError(.undefined(link.source)) }
      guard let to = numbers[link.target] else { throw GraphError(.undefined(link.target)) }
      operands[to].append(from)
      isRead[from] = true
      shapes[from] = shapes[from] ?? link.shape
    }
    var draft = GraphDraft()
    for (index, node) in nodes.enumerated() {
      draft.values.append(GraphDraft.Value(name: node.id, shape: shapes[index]))
      if operands[index].isEmpty, node.op == "input" || node.op == "opcode-1" {
        draft.inputs.append(index)
        continue
      }
      let op = node.op ?? node.id
      draft.nodes.append(
        GraphDraft.Node(
          op: RuleRegistry.isKnown(op) ? op : "networkx.\(op)", opset: 13, name: node.id,
          attributes: node.attributes, operands: operands[index], outputs: [index]))
    }
    draft.outputs = nodes.indices.filter { !isRead[$0] }
    return draft
  }

  private static func node(from scanner: inout JSONScanner) throws(JSONError) -> Node {
    _ = try scanner.peek()
    let start = scanner.position
    var node = Node()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "id": node.id = try scanner.readRaw().text.filter { $0 != "\"" }
      case "op", "op_type", "type", "operation", "label":
        let text = try scanner.readRaw().text.filter { $0 != "\"" }
        if node.op == nil, !text.isEmpty { node.op = text }
      case "opcode": node.op = "opcode\(try scanner.readInt())"
      case "shape", "output_shape":
        node.shape = try scanner.readIntegers()?.map { $0 > 0 ? .value($0) : .unknown }
      case "features": try readFeatures(from: &scanner, into: &node.attributes)
      default: _ = try scanner.readRaw()
      }
    }
    guard !node.id.isEmpty else { throw .missing("id", at: start) }
    return node
  }

  private static func link(
    from scanner: inout JSONScanner
  ) throws(JSONError) -> (source: String, target: String, shape: [DraftDimension]?) {
    _ = try scanner.peek()
    let start = scanner.position
    var (source, target) = ("", "")
    var shape: [DraftDimension]?
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "source": source = try scanner.readRaw().text.filter { $0 != "\"" }
      case "target": target = try scanner.readRaw().text.filter { $0 != "\"" }
      case "features":
        if try scanner.readNull() { return }
        try scanner.readObject { (key, scanner) throws(JSONError) in
          if key == "shape" {
            shape = try scanner.readIntegers()?.map { $0 > 0 ? .value($0) : .unknown }
          } else {
            _ = try scanner.readRaw()
          }
        }
      default: _ = try scanner.readRaw()
      }
    }
    guard !source.isEmpty, !target.isEmpty else { throw .missing("source", at: start) }
    return (source, target, shape)
  }

  /// Numbers and strings become attributes.
  private static func readFeatures(
    from scanner: inout JSONScanner, into attributes: inout [Attribute]
  ) throws(JSONError) {
    if try scanner.readNull() { return }
    var found: [Attribute] = []
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch try scanner.peek() {
      case .number:
        let text = try scanner.readRaw().text
        let value =
          Int64(text).map { AttributeValue.int($0) } ?? Float(text).map { .float($0) }
        if let value { found.append(Attribute(name: key.string, value: value)) }
      case .string:
        found.append(
          Attribute(name: key.string, value: .string(try scanner.readString().string)))
      case .bool:
        found.append(Attribute(name: key.string, value: .int(try scanner.readBool() ? 1 : 0)))
      default: _ = try scanner.readRaw()
      }
    }
    attributes += found
  }
}
