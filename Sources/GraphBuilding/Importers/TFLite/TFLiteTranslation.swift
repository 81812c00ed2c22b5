import ComputationGraph
import ModelFormats

extension TFLiteOperator: AppliedOperator {}

/// A draft that grows by one TensorFlow Lite operator after the other.
struct TFLiteTranslation: DraftTranslation {
  /// Translates one operator; `false` if this one cannot be told in ONNX's words.
  typealias Rule = @Sendable (inout TFLiteTranslation, TFLiteOperator) -> Bool

  var draft: GraphDraft
  private(set) var name = ""

  init(_ draft: consuming GraphDraft) {
    self.draft = draft
  }

  /// Translates an operator of a file, whose tensors are the draft's first values.
  mutating func translate(_ applied: TFLiteOperator, at position: Int) {
    name = applied.outputs.first.map { draft.values[$0].name } ?? applied.name(at: position)
    let first = draft.nodes.count
    translate(applied)
    draft.nodes[first].seed = TFLiteSeed.text(of: applied, at: position)
  }

  /// Translates an operator whose tensors are values of the draft, into one node or more. All that
  /// the outcome depends on is the operator, and of its tensors shapes, types, whether they are
  /// weights, and whole numbers among their contents.
  mutating func translate(_ applied: TFLiteOperator) {
    var applied = applied
    let result = applied.outputs.first
    let activation = takeActivation(of: &applied)
    let first = draft.nodes.count
    if !isTold(applied) {
      draft.nodes.removeSubrange(first...)
      keep(applied)
    }
    if let activation, let result { add(activation, of: applied.outputs[0], as: result) }
  }

  /// Tells an operator in ONNX's words; `false` if that cannot be. Every rule takes it for granted
  /// that something is read, and that something comes of it.
  private mutating func isTold(_ applied: TFLiteOperator) -> Bool {
    guard !applied.isCustom, let first = applied.inputs.first, first >= 0,
      !applied.outputs.isEmpty, let rule = Self.rules[applied.name]
    else { return false }
    return rule(&self, applied)
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
    case .reluOfOne: add("Clip", [operand], [result], clipBounds(-1, 1))
    case .reluOfSix: add("Clip", [operand], [result], clipBounds(0, 6))
    case .tanh: add("Tanh", [operand], [result])
    case .sign: add("Sign", [operand], [result])
    }
  }

  /// The numbers of a constant that the operator reads at a position.
  func ints(_ applied: TFLiteOperator, _ position: Int) -> [Int64]? {
    ints(applied.inputs, position)
  }
}

extension TFLiteOperator {
  /// What nodes are called that are made of an operator without a result.
  func name(at position: Int) -> String { "\(name) \(position)" }
}
