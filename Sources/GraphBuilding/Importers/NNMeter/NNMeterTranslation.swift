import ComputationGraph

/// A draft that grows by one of nn-Meter's nodes after the other.
struct NNMeterTranslation: DraftTranslation {
  /// Translates a node, whose operands stand for what it reads; `false` if this one cannot be told in
  /// ONNX's words.
  typealias Rule = @Sendable (inout NNMeterTranslation, NNMeterGraph.Node, [Int]) -> Bool

  var draft = GraphDraft()
  private(set) var name = ""
  /// The value that the node at hand computes.
  private(set) var result = -1
  private let nodes: [NNMeterGraph.Node]
  private var numbers: [String: Int] = [:]
  /// How many nodes read each node.
  private var readers: [String: Int] = [:]

  init(of nodes: [NNMeterGraph.Node]) {
    self.nodes = nodes
  }

  mutating func run() throws(GraphError) {
    let isTensorFlow = nodes.contains {
      $0.type == "Placeholder" || $0.type == "Conv2D" || $0.text("data_format") == "NHWC"
    }
    draft.layout = isTensorFlow ? "NHWC" : "NCHW"
    for node in nodes {
      guard numbers.updateValue(draft.values.count, forKey: node.name) == nil else {
        throw GraphError(.definedTwice(node.name))
      }
      draft.values.append(
        GraphDraft.Value(name: node.name, shape: node.outputShapes.first, type: .float32))
      for name in Set(node.inbounds) { readers[name, default: 0] += 1 }
    }
    for node in nodes { translate(node, isTensorFlow: isTensorFlow) }
    let read = Set(draft.nodes.flatMap(\.operands))
    draft.outputs = draft.nodes.flatMap(\.outputs).filter { !read.contains($0) }
    guard !draft.nodes.isEmpty else {
      throw GraphError(.empty("nodes without operators; expected a network"))
    }
  }

  private mutating func translate(_ node: NNMeterGraph.Node, isTensorFlow: Bool) {
    guard let number = numbers[node.name] else { return }
    (name, result) = (node.name, number)
    switch node.type {
    case "Placeholder": draft.inputs.append(number)
    case "Const":
      draft.values[number].isWeight = true
      draft.values[number].constant = node.ints("constant").map { ConstantValue($0.map { $0 }) }
    default:
      var operands = node.inbounds.compactMap { numbers[$0] }
      if !isTensorFlow { addWeights(to: &operands, node) }
      if operands.isEmpty { operands = [addInput(node.inputShapes.first)] }
      let first = draft.nodes.count
      if Self.rules[node.type]?(&self, node, operands) == true { return }
      draft.nodes.removeSubrange(first...)
      let isKnown = !isTensorFlow && RuleRegistry.isKnown(node.type)
      let op = isKnown ? node.type : "nnmeter.\(node.type)"
      add(op, operands, [number], node.attributes)
    }
  }

  /// Of ONNX's networks the shapes of weights stand among those of all operands.
  private mutating func addWeights(to operands: inout [Int], _ node: NNMeterGraph.Node) {
    var rest = operands[...]
    operands = []
    for (position, shape) in node.inputShapes.enumerated() {
      if let next = rest.first, draft.values[next].shape == shape || position == 0 {
        operands.append(next)
        rest = rest.dropFirst()
      } else if position == 0 {
        operands.append(addInput(shape))
      } else {
        operands.append(weight(shape))
      }
    }
    operands += rest
  }

  private mutating func addInput(_ shape: [DraftDimension]?) -> Int {
    draft.values.append(GraphDraft.Value(name: name + "/input", shape: shape, type: .float32))
    draft.inputs.append(draft.values.count - 1)
    return draft.values.count - 1
  }

  /// A new weight.
  mutating func weight(_ shape: [DraftDimension]) -> Int {
    draft.values.append(
      GraphDraft.Value(name: name + "/weight", shape: shape, type: .float32, isWeight: true))
    return draft.values.count - 1
  }

  /// A new constant of whole numbers.
  mutating func constant(_ values: [Int64]) -> Int {
    draft.values.append(
      GraphDraft.Value(
        name: name + "/constant", shape: [.value(values.count)], type: .int64, isWeight: true,
        constant: ConstantValue(values.map { $0 })))
    return draft.values.count - 1
  }

  /// Makes a bias an operand of the convolution or product before it, if nothing else reads that.
  mutating func merge(bias: Int, of operand: Int) -> Bool {
    guard readers[draft.values[operand].name] == 1,
      let before = draft.nodes.lastIndex(where: { $0.outputs == [operand] }),
      ["Conv", "Gemm"].contains(draft.nodes[before].op), draft.nodes[before].operands.count == 2
    else { return false }
    draft.nodes[before].operands.append(bias)
    draft.nodes[before].outputs = [result]
    return true
  }
}
