import ComputationGraph

/// The slots that GENNAPE's operators have, and which of ONNX's operators go there.
enum GENNAPEVocabulary {
  /// The slot of what has none.
  static let unknown = 0
  static let input = 1
  static let output = 2
  static let conv = 3
  static let depthwise = 4
  static let matmul = 8

  /// What GENNAPE leaves out of its graphs, its operands leading to its readers.
  static let leftOut: Set<String> = [
    "Cast", "Expand", "Flatten", "LogSoftmax", "Reshape", "Shape", "Slice", "Softmax", "Split",
    "Squeeze", "Transpose", "Unsqueeze",
  ]

  /// The slot of an operator in ONNX's words.
  static func slot(of node: Node) -> Int {
    switch node.op {
    case "Conv", "ConvTranspose":
      guard case .int(let groups)? = node.attribute("group"), groups > 1,
        node.outputs.first?.shape?.dropFirst().first.flatMap(\.self).map({ $0 % Int(groups) == 0 })
          == true
      else { return conv }
      return depthwise
    case "Clip":
      return node.attribute("min") == .float(0) && node.attribute("max") == .float(6) ? 7 : unknown
    default: return slots[node.op] ?? unknown
    }
  }

  private static let slots: [String: Int] = [
    "BatchNormalization": 5, "Relu": 6, "LeakyRelu": 6, "PRelu": 6, "Gemm": matmul,
    "MatMul": matmul, "Add": 9, "Sum": 9, "Mul": 10, "Concat": 11, "MaxPool": 12, "AveragePool": 13,
    "Sigmoid": 14, "HardSigmoid": 14, "Tanh": 15, "Swish": 16, "HardSwish": 16, "Gelu": 17,
    "Pad": 18, "ReduceMean": 19, "GlobalAveragePool": 19, "tensorflow.SpaceToBatchND": 20,
    "tensorflow.BatchToSpaceND": 21, "SpaceToDepth": 22, "DepthToSpace": 23, "Identity": 25,
    "Dropout": 25,
  ]
}
