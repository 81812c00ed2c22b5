internal import ComputationGraph

/// Which version of ONNX's operator set a graph is written in.
///
/// 17 is read by every runtime in use; later ones serve only for operators that came later.
/// Reference: <https://github.com/onnx/onnx/blob/main/docs/Operators.md>
enum ONNXOperatorVersion {
  /// The version for a graph.
  static func needed(by graph: Graph) -> Int64 {
    graph.nodes.reduce(17) { version, node in
      var since = introduced[node.op] ?? 17
      if node.op == "AveragePool", case .ints(let dilations) = node.attribute("dilations"),
        dilations.contains(where: { $0 != 1 })
      {
        since = 19
      }
      return max(version, since)
    }
  }

  /// The version of the file format that came with a version of the operator set.
  static func irVersion(for version: Int64) -> Int64 {
    switch version {
    case ...18: 8
    case ...20: 9
    case ...22: 10
    case ...23: 11
    default: 12
    }
  }

  /// Why an operator cannot be written at all.
  static func obstacle(_ node: Node) -> String? {
    if removed.contains(node.op) { return "no operator of set 17 or later" }
    if withBodies.contains(node.op) { return "the record does not hold the graphs inside it" }
    if node.attribute("flatten") != nil { return "flattens its operand, as no set since 13 does" }
    return nil
  }

  private static let introduced: [String: Int64] = [
    "BitwiseAnd": 18, "BitwiseNot": 18, "BitwiseOr": 18, "BitwiseXor": 18, "CenterCropPad": 18,
    "Col2Im": 18, "DeformConv": 19, "Gelu": 20, "GroupNormalization": 21, "Mish": 18,
    "RMSNormalization": 23, "Swish": 24, "TensorScatter": 24,
  ]

  private static let removed: Set<String> = ["Scatter", "Upsample"]
  private static let withBodies: Set<String> = ["If", "Loop", "Scan"]
}
