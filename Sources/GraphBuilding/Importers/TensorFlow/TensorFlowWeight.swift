import ComputationGraph
import ModelFormats

/// What is part of a file: constants and variables.
enum TensorFlowWeight {
  /// The weight that a node stands for, if it is a constant or a variable.
  static func value(of node: TensorFlowFlow.Node) -> GraphDraft.Value? {
    switch node.op {
    case "Const", "HostConst":
      guard case .tensor(let tensor)? = node.attributes["value"] else { return nil }
      return GraphDraft.Value(
        name: node.name, shape: dimensions(tensor.shape), type: tensor.type, isWeight: true,
        constant: tensor.ints.map { ConstantValue($0.map { $0 as Int64? }) }
          ?? tensor.floats.map { ConstantValue($0) })
    case "VarHandleOp", "Variable", "VariableV2", "VarIsInitializedOp":
      var weight = GraphDraft.Value(name: node.name, isWeight: true)
      if case .shape(let shape)? = node.attributes["shape"] { weight.shape = dimensions(shape) }
      if case .type(let type)? = node.attributes["dtype"] { weight.type = type }
      return weight
    default: return nil
    }
  }

  private static func dimensions(_ shape: [Int64]?) -> [DraftDimension]? {
    shape?.map { $0 < 0 ? .unknown : .value(Int($0)) }
  }

  /// The dimensions of a node that is fed: its own, or those of the numbers that stand in for it.
  static func shape(of number: Int, in flow: TensorFlowFlow) -> [Int64]? {
    var number = number
    for _ in 0..<8 {
      let node = flow.nodes[number]
      switch node.attributes["shape"] {
      // Early files say of a placeholder of any shape that it is a scalar.
      case .shape(let shape?) where !shape.isEmpty || node.op != "Placeholder": return shape
      default: break
      }
      if case .shapes(let shapes)? = node.attributes["_output_shapes"], let shape = shapes.first {
        return shape
      }
      if case .tensor(let tensor)? = node.attributes["value"] { return tensor.shape }
      guard let operand = node.operands.first ?? nil else { return nil }
      if ["Fill", "RandomUniform", "RandomStandardNormal", "TruncatedNormal"].contains(node.op) {
        guard case .tensor(let sizes)? = flow.nodes[operand.node].attributes["value"] else {
          return nil
        }
        return sizes.ints
      }
      number = operand.node
    }
    return nil
  }
}
