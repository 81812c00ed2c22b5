/// What kind of work an operator does: what its colour follows from.
package enum OperatorFamily: String, Sendable, CaseIterable {
  case value = "input or output"
  case convolution, matrix = "dense", normalisation, activation, pooling, arithmetic
  case joining = "join or split"
  case shaping = "shape"
  case resizing = "resize or pad"
  case recurrent = "recurrent or attention"
  case quantisation, control, other

  /// The family of an operator in ONNX's words; `other` for one that is not known.
  package init(of op: String) {
    if let family = Self.families[op] {
      self = family
    } else if op.hasPrefix("Reduce") || op.hasPrefix("Arg") {
      self = .pooling
    } else if op.hasSuffix("Normalization") {
      self = .normalisation
    } else if op.contains("Conv") {
      self = .convolution
    } else if op.contains("Pool") {
      self = .pooling
    } else if op.contains("Quantize") || op.hasSuffix("Integer") {
      self = .quantisation
    } else {
      self = .other
    }
  }

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
