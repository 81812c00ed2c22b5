/// The operators and options that PerfSAGE's encoding has a place for.
enum PerfSAGEVocabulary {
  /// The categories: an operator without a place, a tensor that nothing computes, and TensorFlow
  /// Lite's operators.
  static let operators =
    ["unknown", "input"]
      + """
      ADD AVERAGE_POOL_2D CONCATENATION CONV_2D DEPTHWISE_CONV_2D DEPTH_TO_SPACE DEQUANTIZE \
      FULLY_CONNECTED L2_NORMALIZATION LOGISTIC LSTM MAX_POOL_2D MUL RELU RELU_N1_TO_1 RELU6 RESHAPE \
      RESIZE_BILINEAR SOFTMAX SPACE_TO_DEPTH SVDF TANH PAD GATHER BATCH_TO_SPACE_ND \
      SPACE_TO_BATCH_ND TRANSPOSE MEAN SUB DIV SQUEEZE UNIDIRECTIONAL_SEQUENCE_LSTM STRIDED_SLICE \
      EXP SPLIT LOG_SOFTMAX CAST PRELU MAXIMUM ARG_MAX MINIMUM PADV2 SLICE TRANSPOSE_CONV TILE \
      EXPAND_DIMS SUM SQRT RSQRT SHAPE POW REDUCE_PROD REDUCE_MAX PACK UNPACK REDUCE_MIN SQUARE \
      RESIZE_NEAREST_NEIGHBOR LEAKY_RELU SQUARED_DIFFERENCE MIRROR_PAD ABS SPLIT_V ELU QUANTIZE \
      HARD_SWISH BATCH_MATMUL GELU CUSTOM
      """.split(separator: " ").map(String.init)

  /// The options with a column, after the four dimensions: those of the published data sets first.
  static let options = """
    depth_multiplier dilation_h_factor dilation_w_factor filter_height filter_width \
    fused_activation_function padding pot_scale_int16 stride_h stride_w axis \
    asymmetric_quantize_inputs keep_num_dims weights_format quantized_bias_type keep_dims beta \
    block_size align_corners half_pixel_centers alpha
    """.split(separator: " ").map(String.init)

  /// The features of a node.
  static let width = 4 + options.count

  /// The largest number of each feature that the conditional encoding tells apart.
  static let limits: [Float] =
    [1600, 400, 480, 1600]
    + options.map { option in
      switch option {
      case "filter_height": 25
      case "filter_width", "stride_h", "stride_w": 7
      case "axis", "fused_activation_function": 3
      default: 1
      }
    }

  /// The category of an operator.
  static func category(_ op: String) -> Int32 {
    Int32(operators.firstIndex(of: op) ?? 0)
  }
}
