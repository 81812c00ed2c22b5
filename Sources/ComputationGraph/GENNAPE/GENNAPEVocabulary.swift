internal import ByteReading

/// The slots that GENNAPE's operators have, and which of ONNX's operators go there.
package enum GENNAPEVocabulary {
  /// The slot of what has none.
  package static let unknown = 0
  /// The slots of what a network reads and hands out.
  package static let input = 1
  /// See ``input``.
  package static let output = 2
  /// The slots of convolutions and dense layers, which have weights.
  package static let conv = 3
  /// See ``conv``.
  package static let depthwise = 4
  /// See ``conv``.
  package static let matmul = 8

  /// What GENNAPE leaves out of its graphs, its operands leading to its readers.
  package static let leftOut: Set<String> = [
    "Abs", "Cast", "Div", "Exp", "Expand", "Flatten", "Log", "LogSoftmax", "Max", "Min", "Neg",
    "Pow", "Reciprocal", "Reshape", "Shape", "Slice", "Softmax", "Split", "Sqrt", "Squeeze", "Sub",
    "Transpose", "Unsqueeze",
  ]

  /// What GENNAPE leaves out where a single operator leads to it: arithmetic with a constant.
  package static let leftOutAlone: Set<String> = ["Add", "Mul", "Sum"]

  /// The slot of a label, which is the last part of a node's name in TensorFlow: the longest of the
  /// words that it contains, the first of several.
  package static func slot(ofLabel label: String) -> Int {
    let label = label.lowercased()
    if let slot = words.firstIndex(of: label) { return slot + 1 }
    var longest = (slot: unknown, count: 0)
    for (index, word) in words.enumerated()
    where word.utf8.count > longest.count && label.contains(word) {
      longest = (index + 1, word.utf8.count)
    }
    return longest.slot
  }

  /// The word of a slot; `<oov>`, out of the vocabulary, of what has none.
  package static func name(of slot: Int) -> String {
    words.indices.contains(slot - 1) ? words[slot - 1] : "<oov>"
  }

  /// The words from slot 1 on; the last five are reserved.
  package static let words = [
    "input", "output", "conv", "depthwise", "batchnorm", "relu", "relu6", "matmul", "add", "mul",
    "concat", "maxpool", "avgpool", "sigmoid", "tanh", "swish", "gelu", "paddings", "mean",
    "spacetobatchnd", "batchtospacend", "spacetodepthnd", "depthtospacend", "global", "identity",
    "zero", "reserved1", "reserved2", "reserved3", "reserved4", "reserved5",
  ]

  /// The slot of an operator in ONNX's words.
  package static func slot(of node: Node) -> Int {
    switch node.op {
    case "Conv", "ConvTranspose":
      let output = node.outputs.first?.shape
      let channels = node.isChannelsLast ? output?.last : output?.dropFirst().first
      guard case .int(let groups)? = node.attribute("group"), groups > 1,
        let count = channels.flatMap(\.self), count % Int(groups) == 0
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

extension Node {
  /// Whether the operator takes the last dimension for the channels.
  package var isChannelsLast: Bool { attribute("data_format") == .string("NHWC") }

  /// The last part of the name that TensorFlow's graph gives the node, in small letters; `nil` for a
  /// node of another format.
  package var tensorFlowLabel: String? {
    guard let seed, seed.bytes.starts(with: Array(#"{"tensorflow":"#.utf8)), let name else {
      return nil
    }
    let start = name.lastIndex(of: "/").map(name.index(after:)) ?? name.startIndex
    return name[start...].lowercased()
  }
}
