/// What kind of work an operator does: what its colour follows from.
package enum OperatorFamily: String, Sendable, CaseIterable {
  case value = "input or output"
  case convolution, matrix = "dense", normalisation, activation, pooling, arithmetic
  case joining = "join or split"
  case shaping = "shape"
  case resizing = "resize or pad"
  case recurrent = "recurrent or attention"
  case quantisation, control, other

  /// The family of an operator in ONNX's words, or in those of search spaces and other formats, whose
  /// names mostly say what they are; `other` for one that is not known.
  package init(of op: String) {
    if let family = Self.families[op] {
      self = family
      return
    }
    let small = op.lowercased()
    self = Self.parts.first { small.contains($0.part) }?.family ?? .other
  }

  /// What names contain, the first that is found first.
  private static let parts: [(part: String, family: OperatorFamily)] = [
    ("cell.input", .value), ("cell.output", .value), ("quantize", .quantisation),
    ("integer", .quantisation), ("norm", .normalisation), ("conv", .convolution),
    ("pool", .pooling), ("reduce", .pooling), ("arg", .pooling),
    ("attention", .recurrent), ("lstm", .recurrent), ("gru", .recurrent), ("relu", .activation),
    ("swish", .activation), ("fully_connected", .matrix), ("linear", .matrix),
    ("matmul", .matrix), ("concat", .joining), ("skip", .shaping), ("identity", .shaping),
    ("reshape", .shaping), ("batchn", .shaping), ("pad", .resizing), ("resize", .resizing),
  ]

  private static let families: [String: OperatorFamily] = {
    let lists: [(OperatorFamily, String)] = [
      (.convolution, "Conv ConvTranspose DeformConv ConvInteger QLinearConv"),
      (.matrix, "Gemm MatMul MatMulInteger QLinearMatMul Einsum Det"),
      (.normalisation, "BatchNormalization LRN LpNormalization MeanVarianceNormalization"),
      (
        .activation,
        """
        Relu LeakyRelu PRelu Elu Selu Celu ThresholdedRelu Clip Sigmoid HardSigmoid Tanh Softplus \
        Softsign Swish HardSwish Mish Gelu Erf Softmax LogSoftmax Hardmax Shrink
        """
      ),
      (
        .pooling,
        """
        MaxPool AveragePool LpPool GlobalMaxPool GlobalAveragePool GlobalLpPool MaxRoiPool RoiAlign \
        TopK CumSum CumProd NonMaxSuppression Unique NonZero
        """
      ),
      (
        .arithmetic,
        """
        Add Sub Mul Div Pow Sqrt Exp Log Neg Abs Reciprocal Floor Ceil Round Sign Mod Sum Mean Max \
        Min Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Where Equal Greater \
        GreaterOrEqual Less LessOrEqual And Or Not Xor IsNaN IsInf BitShift BitwiseAnd BitwiseOr \
        BitwiseXor BitwiseNot Dropout
        """
      ),
      (
        .joining,
        """
        Concat Split Slice Gather GatherElements GatherND Scatter ScatterElements ScatterND \
        SequenceConstruct SequenceAt SplitToSequence ConcatFromSequence
        """
      ),
      (
        .shaping,
        """
        Reshape Flatten Transpose Squeeze Unsqueeze Expand Tile Shape Size Cast CastLike \
        DepthToSpace SpaceToDepth Identity Trilu ReverseSequence EyeLike
        """
      ),
      (.resizing, "Resize Upsample Pad CenterCropPad GridSample AffineGrid Col2Im"),
      (.recurrent, "LSTM GRU RNN Attention MultiHeadAttention RotaryEmbedding"),
      (.quantisation, "QuantizeLinear DequantizeLinear DynamicQuantizeLinear"),
      (.control, "If Loop Scan Constant ConstantOfShape Range OneHot RandomNormal RandomUniform"),
    ]
    var families: [String: OperatorFamily] = [:]
    for (family, names) in lists {
      for name in names.split(separator: " ") { families[String(name)] = family }
    }
    return families
  }()
}
