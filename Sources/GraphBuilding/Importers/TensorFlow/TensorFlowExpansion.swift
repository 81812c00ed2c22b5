import ComputationGraph
import ModelFormats

/// Puts the bodies of functions where they are called, and makes programs of those that branches and
/// loops run.
struct TensorFlowExpansion {
  typealias Value = TensorFlowFlow.Value

  let main: TensorFlowBody
  private var functions: [String: TensorFlowBody] = [:]
  /// The nodes of the main graph that something is fed to.
  var fed: Set<Int> = []
  private(set) var nodes: [TensorFlowFlow.Node] = []
  private(set) var inputs: Set<Int> = []
  private var work = 0
  /// How many more programs inside of nodes are made: each node has its own, and they may run one
  /// another.
  private var budget = 256

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

  /// Appends what leads to some tensors of a body, and says what they are. `depth` counts the calls
  /// around it, and `nesting` the branches and loops.
  mutating func expand(
    _ body: TensorFlowBody, wanting wanted: [TensorFlowBody.Reference], arguments: [Value?],
    prefix: String, depth: Int, nesting: Int = 0
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
          prefix: Self.prefix(of: node.name, in: prefix), depth: depth + 1, nesting: nesting)
      } else if node.op == "IdentityN" || depth > 0 && node.op == "Identity" {
        // Functions hand back copies of their results, and some operators several at once.
        produced[number] = operands
      } else {
        if depth == 0, fed.contains(number) { inputs.insert(nodes.count) }
        var applied = TensorFlowFlow.Node(
          name: prefix + node.name, op: node.op, attributes: node.attributes, operands: operands)
        if let control = TensorFlowControl(node) {
          try follow(control, from: &applied, depth: depth, nesting: nesting)
        }
        produced[number] = [Value(node: nodes.count, output: -1)]
        nodes.append(applied)
      }
    }
    return wanted.map(value)
  }

  /// Makes programs of the functions that a node runs, or notes why that cannot be.
  private mutating func follow(
    _ control: TensorFlowControl, from node: inout TensorFlowFlow.Node, depth: Int, nesting: Int
  ) throws(GraphError) {
    guard nesting < ControlBody.depthLimit, budget >= control.functions.count else {
      return node.notes.append("branches and loops that lie so deep or are so many stay closed")
    }
    budget -= control.functions.count
    var bodies: [TensorFlowFlow] = []
    for name in control.functions {
      guard let called = functions[name] else {
        return node.notes.append("function \"\(name)\" is not in the file")
      }
      let given = node.operands.count - control.selectors
      guard called.argumentCount == given else {
        return node.notes.append(
          "function \"\(name)\" takes \(called.argumentCount) values, but gets \(given)")
      }
      guard let body = try program(of: called, depth: depth + 1, nesting: nesting + 1) else {
        return node.notes.append("not all results of function \"\(name)\" could be followed")
      }
      bodies.append(body)
    }
    let results = bodies.map(\.results.count)
    guard control.fits(results, arguments: node.operands.count - control.selectors) else {
      return node.notes.append("its functions hand back \(results) values")
    }
    node.bodies = bodies
  }

  /// A function as a program of its own, which begins with its arguments; `nil` if a result could not be
  /// followed.
  private mutating func program(
    of called: TensorFlowBody, depth: Int, nesting: Int
  ) throws(GraphError) -> TensorFlowFlow? {
    let around = nodes
    nodes = called.argumentNames.map {
      TensorFlowFlow.Node(name: $0, op: "_Arg", attributes: [:], operands: [])
    }
    let inputs = Set(nodes.indices)
    let results = try expand(
      called, wanting: called.results,
      arguments: inputs.sorted().map { Value(node: $0, output: 0) },
      prefix: "", depth: depth, nesting: nesting)
    let body = nodes
    nodes = around
    let known = results.compactMap { $0 }
    return known.count == results.count
      ? TensorFlowFlow(body, results: known, inputs: inputs) : nil
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
