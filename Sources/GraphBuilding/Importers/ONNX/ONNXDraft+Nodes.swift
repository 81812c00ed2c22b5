import ComputationGraph
import ModelFormats

extension ONNXDraft {
  /// Takes over nodes, each of which may stand before what it reads. Of a function `results` are the
  /// numbers that its results have got already.
  mutating func add(_ nodes: [ONNXNode], results: [String: Int] = [:]) throws(GraphError) {
    var results = results
    var outputs: [[Int]] = []
    for (position, node) in nodes.enumerated() {
      outputs.append(try define(node, at: position, &results))
    }
    if let name = results.keys.sorted().first { throw GraphError(.undefined(name)) }
    for (position, node) in nodes.enumerated() where !node.isConstant {
      let operands = try operands(of: node, at: position)
      if let function = functions[ONNXFunctionKey(node)] {
        try unfold(function, calledBy: node, operands, outputs[position])
      } else {
        try append(node, at: position, operands, outputs[position])
      }
    }
  }

  /// Defines what a node computes.
  private mutating func define(
    _ node: ONNXNode, at position: Int, _ results: inout [String: Int]
  ) throws(GraphError) -> [Int] {
    var outputs: [Int] = []
    for (index, name) in node.outputs.enumerated() {
      guard !name.isEmpty else {
        outputs.append(-1)
        continue
      }
      let number: Int
      if node.isConstant, index == 0 {
        let value = resolved(node.attributes.first?.value)
        number = addWeight(GraphDraft.Value(constant: value, named: name, in: file))
        if let result = results.removeValue(forKey: name) {
          append(GraphDraft.Node(op: "Identity", opset: 1, operands: [number], outputs: [result]))
        }
      } else {
        number = results.removeValue(forKey: name) ?? addValue(GraphDraft.Value(name: name))
      }
      try define(name, number, by: node.label(at: position))
      outputs.append(number)
    }
    return outputs
  }

  private func operands(of node: ONNXNode, at position: Int) throws(GraphError) -> [Int] {
    var operands: [Int] = []
    for name in node.inputs {
      guard let number = name.isEmpty ? -1 : numbers[name] else {
        throw GraphError(.undefined(name), node: node.label(at: position))
      }
      operands.append(number)
    }
    return operands
  }

  private mutating func append(
    _ node: ONNXNode, at position: Int, _ operands: [Int], _ outputs: [Int]
  ) throws(GraphError) {
    let isStandard = node.domain.isEmpty || node.domain == "ai.onnx"
    let opset =
      isStandard
      ? operatorSets.version() ?? 9 : operatorSets.version(ofDomain: node.domain) ?? 1
    var draft = GraphDraft.Node(
      op: isStandard ? node.opType : node.domain + "." + node.opType, opset: Int(clamping: opset),
      name: node.name, operands: operands, outputs: outputs)
    let bodies = isStandard ? ControlBody.attributes[node.opType] ?? [] : []
    for attribute in node.attributes where !bodies.contains(attribute.name) {
      guard let value = resolved(attribute.value) else { continue }
      var attribute = attribute
      attribute.value = value
      draft.attributes.append(attribute, in: file, notes: &draft.notes)
    }
    for name in bodies {
      guard case .graph(let graph)? = resolved(node.attribute(name)?.value) else {
        draft.notes.append("no graph in attribute \(name)")
        continue
      }
      try add(graph, to: &draft, at: node.label(at: position))
    }
    append(draft)
  }

  mutating func append(_ node: GraphDraft.Node) {
    draft.nodes.append(node)
  }

  /// The value of an attribute: inside of a function it may be one that the caller has given, or not.
  func resolved(_ value: ONNXAttribute.Value?) -> ONNXAttribute.Value? {
    guard case .reference(let name)? = value else { return value }
    return arguments[name]
  }
}

extension ONNXNode {
  /// Whether it is a constant and no operator.
  var isConstant: Bool { domain.isEmpty && opType == "Constant" }

  func label(at position: Int) -> String {
    "node \(position) (\(opType)" + (name.isEmpty ? ")" : " \"\(name)\")")
  }
}
