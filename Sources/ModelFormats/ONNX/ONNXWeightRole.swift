/// What a weight does in its operator, as far as it decides which values are sensible.
package enum ONNXWeightRole: Sendable, Equatable {
  /// Multiplies and sums inputs: a deviation of √(2/n) for n inputs to an output keeps the scale.
  case kernel(fanIn: FanIn)
  /// Scales or divides: 1.
  case one
  /// Is added: 0.
  case zero
  /// The slope of a PRelu: 0.25, where training starts.
  case slope
  /// The step of a quantized value: 1/64.
  case step
  /// A constant that nothing is known of.
  case unknown

  /// Which dimensions of a kernel count its inputs.
  package enum FanIn: Sendable, Equatable {
    /// All but the first: Conv, and Gemm with `transB`.
    case allButFirst
    /// All but the second: ConvTranspose, whose second dimension is the outputs'.
    case allButSecond
    /// The last but one: MatMul, and Gemm without `transB`.
    case lastButOne
  }

  /// The role of an operator's input; `nil` at a position where data stand.
  ///
  /// At these positions stand weights and never data, so an input of the graph that is read at
  /// none but these is a weight.
  package static func fixed(op: String, position: Int, isTransposed: Bool) -> ONNXWeightRole? {
    switch (op, position) {
    case ("Conv", 1), ("ConvInteger", 1): .kernel(fanIn: .allButFirst)
    case ("ConvTranspose", 1): .kernel(fanIn: .allButSecond)
    case ("Gemm", 1): .kernel(fanIn: isTransposed ? .allButFirst : .lastButOne)
    case ("Conv", 2), ("ConvTranspose", 2), ("Gemm", 2): .zero
    case ("BatchNormalization", 1), ("BatchNormalization", 4): .one
    case ("BatchNormalization", 2), ("BatchNormalization", 3): .zero
    case ("InstanceNormalization", 1), ("LayerNormalization", 1), ("GroupNormalization", 1): .one
    case ("InstanceNormalization", 2), ("LayerNormalization", 2), ("GroupNormalization", 2): .zero
    case ("PRelu", 1): .slope
    case ("LSTM", 1...2), ("GRU", 1...2), ("RNN", 1...2): .kernel(fanIn: .allButFirst)
    case ("LSTM", 3), ("GRU", 3), ("RNN", 3): .zero
    case ("QLinearConv", 3): .kernel(fanIn: .allButFirst)
    case ("QLinearConv", 8): .zero
    default: nil
    }
  }

  /// The role of a constant at a position where data may stand as well.
  static func likely(op: String, position: Int) -> ONNXWeightRole {
    switch (op, position) {
    case ("MatMul", _), ("QLinearMatMul", 3), ("MatMulInteger", 1): .kernel(fanIn: .lastButOne)
    case ("Mul", _), ("Div", _): .one
    case ("Add", _), ("Sub", _): .zero
    case ("QuantizeLinear", 1), ("DequantizeLinear", 1): .step
    case ("QLinearConv", 1), ("QLinearConv", 4), ("QLinearConv", 6): .step
    case ("QLinearMatMul", 1), ("QLinearMatMul", 4), ("QLinearMatMul", 6): .step
    case ("QuantizeLinear", 2), ("DequantizeLinear", 2): .zero
    case ("QLinearConv", _), ("QLinearMatMul", _): .zero
    default: .unknown
    }
  }
}
