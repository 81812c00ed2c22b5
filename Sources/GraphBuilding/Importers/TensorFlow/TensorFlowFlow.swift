import ComputationGraph
import ModelFormats

/// A program in one piece: calls are replaced by what they call, and only what leads to the results
/// is left, operands before their readers.
struct TensorFlowFlow {
  /// An output of a node.
  struct Value: Hashable {
    let node: Int
    let output: Int
  }

  /// An operator applied once.
  struct Node {
    let name: String
    let op: String
    let attributes: [String: TensorFlowValue]
    /// What it reads; `nil` where that could not be followed.
    let operands: [Value?]
  }

  fileprivate(set) var nodes: [Node] = []
  fileprivate(set) var results: [Value] = []
  /// The nodes that something is fed to.
  fileprivate(set) var inputs: Set<Int> = []

  /// Follows a program from its results.
  ///
  /// - Throws: ``GraphError`` if names are not defined or defined twice, or nodes depend on each
  ///   other in a circle.
  init(_ graph: TensorFlowGraph) throws(GraphError) {
    var expansion = try TensorFlowExpansion(graph)
    let entry = TensorFlowEntry(expansion.main, graph.signatures)
    expansion.fed = entry.fed
    results = try expansion.expand(
      expansion.main, wanting: entry.results, arguments: [], prefix: "", depth: 0
    ).compactMap { $0 }
    nodes = expansion.nodes
    inputs = expansion.inputs
  }
}

/// Puts the bodies of functions where they are called.
struct TensorFlowExpansion {
  typealias Value = TensorFlowFlow.Value

  let main: TensorFlowBody
  private var functions: [String: TensorFlowBody] = [:]
  /// The nodes of the main graph that something is fed to.
  var fed: Set<Int> = []
  private(set) var nodes: [TensorFlowFlow.Node] = []
  private(set) var inputs: Set<Int> = []
  private var work = 0

  /// No program calls deeper, or consists of more nodes.
  private static let depthLimit = 64
  private static let workLimit = 1 << 20

  init(_ graph: TensorFlowGraph) throws(GraphError) {
    main = try TensorFlowBody(graph)
    let results = Dictionary(
      graph.functions.map { ($0.name, $0.results) }, uniquingKeysWith: { first, _ in first })
    for function in graph.functions {
      functions[function.name] = try TensorFlowBody(function, calling: results)
    }
  }

  /// Appends what leads to some tensors of a body, and says what they are.
  mutating func expand(
    _ body: TensorFlowBody, wanting wanted: [TensorFlowBody.Reference], arguments: [Value?],
    prefix: String, depth: Int
  ) throws(GraphError) -> [Value?] {
    guard depth <= Self.depthLimit else {
      throw GraphError(.overLimit("calls are nested more than \(Self.depthLimit) deep"))
    }
    let order = try TensorFlowOrder(body).operandsFirst(of: wanted)
    work += order.count + 1
    guard work <= Self.workLimit else {
      throw GraphError(.overLimit("more than \(Self.workLimit) nodes when calls are followed"))
    }
    var produced: [Int: [Value?]] = [:]
    func value(_ reference: TensorFlowBody.Reference) -> Value? {
      switch reference {
      case .argument(let position):
        return arguments.indices.contains(position) ? arguments[position] : nil
      case .missing: return nil
      case .node(let node, let output):
        guard let outputs = produced[node] else { return nil }
        // One entry stands for all outputs of a node that is no call.
        if outputs.count == 1, let first = outputs[0], first.output < 0 {
          return Value(node: first.node, output: output)
        }
        return outputs.indices.contains(output) ? outputs[output] : nil
      }
    }
    for number in order {
      let node = body.nodes[number]
      for case .missing(let name) in body.operands[number] {
        throw GraphError(.undefined(name), node: "node \(number) (\(node.op) \"\(node.name)\")")
      }
      let operands = body.operands[number].map(value)
      if let called = functions[callee(of: node) ?? ""] {
        produced[number] = try expand(
          called, wanting: called.results, arguments: operands,
          prefix: Self.prefix(of: node.name, in: prefix), depth: depth + 1)
      } else if depth > 0, node.op == "Identity" || node.op == "IdentityN" {
        // Functions hand back copies of their results.
        produced[number] = operands
      } else {
        if depth == 0, fed.contains(number) { inputs.insert(nodes.count) }
        produced[number] = [Value(node: nodes.count, output: -1)]
        nodes.append(
          TensorFlowFlow.Node(
            name: prefix + node.name, op: node.op, attributes: node.attributes,
            operands: operands))
      }
    }
    return wanted.map(value)
  }

  /// The function that a node calls.
  private func callee(of node: TensorFlowNode) -> String? {
    guard node.op == "PartitionedCall" || node.op == "StatefulPartitionedCall" else {
      return node.op
    }
    guard case .function(let name)? = node.attributes["f"] else { return nil }
    return name
  }

  /// What the names of a called function's nodes begin with: the caller's place in the network.
  private static func prefix(of call: String, in prefix: String) -> String {
    var parts = call.split(separator: "/", omittingEmptySubsequences: false)
    if let last = parts.last, last.contains("PartitionedCall") { parts.removeLast() }
    return prefix + parts.map { $0 + "/" }.joined()
  }
}

/// Puts the nodes of a body in order.
struct TensorFlowOrder {
  private let body: TensorFlowBody

  init(_ body: TensorFlowBody) {
    self.body = body
  }

  /// The nodes that lead to some tensors, operands first. The way back of a loop is not followed.
  func operandsFirst(of wanted: [TensorFlowBody.Reference]) throws(GraphError) -> [Int] {
    var order: [Int] = []
    // 0 not met, 1 on the way, 2 done.
    var states = Array(repeating: UInt8(0), count: body.nodes.count)
    for case .node(let root, _) in wanted where states[root] == 0 {
      var path: [(node: Int, next: Int)] = [(root, 0)]
      states[root] = 1
      while let top = path.last {
        let operands = body.operands[top.node]
        guard top.next < operands.count else {
          states[top.node] = 2
          order.append(top.node)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        guard case .node(let operand, _) = operands[top.next] else { continue }
        if states[operand] == 0, !isWayBack(from: top.node, to: operand) {
          states[operand] = 1
          path.append((operand, 0))
        } else if states[operand] == 1 {
          let node = body.nodes[operand]
          throw GraphError(.cycle, node: "node \(operand) (\(node.op) \"\(node.name)\")")
        }
      }
    }
    return order
  }

  private func isWayBack(from reader: Int, to operand: Int) -> Bool {
    ["Merge", "RefMerge"].contains(body.nodes[reader].op)
      && ["NextIteration", "RefNextIteration"].contains(body.nodes[operand].op)
  }
}
