import ComputationGraph
import ModelFormats

/// A draft that grows by one TensorFlow Lite operator after the other.
struct TFLiteTranslation {
  /// Translates one operator; `false` if this one cannot be told in ONNX's words.
  typealias Rule = @Sendable (inout TFLiteTranslation, TFLiteOperator) -> Bool

  /// The operator set whose meaning the nodes have. In it attributes, not operands, say how.
  private static let opset = 12

  var draft: GraphDraft
  /// How nodes made of the operator at hand are called.
  private var name = ""

  init(_ draft: consuming GraphDraft) {
    self.draft = draft
  }

  /// The names that TensorFlow Lite gives to ranks of tensors are positions of `draft.values`.
  mutating func translate(_ applied: TFLiteOperator, at position: Int) {
    name = applied.outputs.first.map { draft.values[$0].name } ?? "\(applied.name) \(position)"
    var applied = applied
    let result = applied.outputs.first
    let activation = takeActivation(of: &applied)
    let first = draft.nodes.count
    if applied.isCustom || !(Self.rules[applied.name]?(&self, applied) ?? false) {
      draft.nodes.removeSubrange(first...)
      keep(applied)
    }
    if let activation, let result { add(activation, of: applied.outputs[0], as: result) }
    draft.nodes[first].seed = TFLiteSeed.text(of: applied)
  }

  /// Keeps an operator under its own name, with its options as they are.
  private mutating func keep(_ applied: TFLiteOperator) {
    let op = applied.isCustom ? "tflite.CUSTOM:\(applied.name)" : "tflite.\(applied.name)"
    add(op, applied.inputs, applied.outputs, applied.options)
  }

  // MARK: Fused activations

  private enum Activation: Int64 {
    case relu = 1
    case reluOfOne, reluOfSix, tanh, sign
  }

  /// Makes the operator compute a value of its own, if it applies an activation to it.
  private mutating func takeActivation(of applied: inout TFLiteOperator) -> Activation? {
    guard let code = applied.option("fused_activation_function"),
      let activation = Activation(rawValue: code), let result = applied.outputs.first,
      !Self.keepingActivation.contains(applied.name)
    else { return nil }
    applied.outputs[0] = value(like: result)
    return activation
  }

  /// Cells, whose activation is inside.
  private static let keepingActivation: Set<String> = [
    "LSTM", "RNN", "SVDF", "UNIDIRECTIONAL_SEQUENCE_RNN", "BIDIRECTIONAL_SEQUENCE_RNN",
    "UNIDIRECTIONAL_SEQUENCE_LSTM", "BIDIRECTIONAL_SEQUENCE_LSTM",
  ]

  private mutating func add(_ activation: Activation, of operand: Int, as result: Int) {
    switch activation {
    case .relu: add("Relu", [operand], [result])
    case .reluOfOne: add("Clip", [operand], [result], Self.bounds(-1, 1))
    case .reluOfSix: add("Clip", [operand], [result], Self.bounds(0, 6))
    case .tanh: add("Tanh", [operand], [result])
    case .sign: add("Sign", [operand], [result])
    }
  }

  static func bounds(_ low: Float, _ high: Float) -> [Attribute] {
    [Attribute(name: "max", value: .float(high)), Attribute(name: "min", value: .float(low))]
  }

  // MARK: Parts of a draft

  /// Appends a node.
  mutating func add(
    _ op: String, _ operands: [Int], _ results: [Int], _ attributes: [Attribute] = []
  ) {
    draft.nodes.append(
      GraphDraft.Node(
        op: op, opset: Self.opset, name: name, attributes: attributes, operands: operands,
        outputs: results))
  }

  /// A new value of the shape and type of another.
  mutating func value(like other: Int) -> Int {
    draft.values.append(
      GraphDraft.Value(
        name: "", shape: draft.values[other].shape, type: draft.values[other].type))
    return draft.values.count - 1
  }

  /// A new value of which only the type is known.
  mutating func value(of type: ElementType?) -> Int {
    draft.values.append(GraphDraft.Value(name: "", type: type))
    return draft.values.count - 1
  }

  /// A weight with its dimensions in another order; `nil` if the shape is not known or `value` is
  /// computed.
  mutating func reordered(_ value: Int, _ order: [Int]) -> Int? {
    guard draft.values[value].isWeight, let shape = draft.values[value].shape,
      shape.count == order.count
    else { return nil }
    var copy = draft.values[value]
    copy.shape = order.map { shape[$0] }
    draft.values.append(copy)
    return draft.values.count - 1
  }

  /// The known sizes of a value.
  func sizes(of value: Int) -> [Int]? {
    let sizes = draft.values[value].shape?.compactMap(\.value)
    return sizes?.count == draft.values[value].shape?.count ? sizes : nil
  }

  /// The number of dimensions of a value.
  func rank(of value: Int) -> Int? { draft.values[value].shape?.count }

  /// The numbers of a constant that the operator reads at a position.
  func ints(_ applied: TFLiteOperator, _ position: Int) -> [Int64]? {
    guard applied.inputs.indices.contains(position), applied.inputs[position] >= 0 else {
      return nil
    }
    return draft.values[applied.inputs[position]].constant?.ints
  }
}
