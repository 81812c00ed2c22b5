/// The fields of a table of the `BuiltinOptions` union (TensorFlow Lite's schema).
struct TFLiteOptionsLayout: Sendable {
  /// What a field holds.
  enum Kind: String {
    case int8 = "i8"
    case int32 = "i32"
    case uint32 = "u32"
    case int64 = "i64"
    case bool
    case float = "f32"
    case text
    case ints = "[i32]"
    case floats = "[f32]"
  }

  /// A field: its number, its name in the schema, and what holds where a file leaves it out.
  struct Field {
    let number: Int
    let name: String
    let kind: Kind
    let standard: Int
  }

  /// In the order of their names, as attributes stand in records.
  let fields: [Field]

  /// The layout of a member of the union; `nil` for one that has no fields, or is not known.
  static func layout(of member: UInt8) -> TFLiteOptionsLayout? { all[member] }

  private init(_ text: String) {
    let fields: [Field] = text.split(separator: " ").enumerated().compactMap { number, field in
      let parts = field.split { $0 == ":" || $0 == "=" }
      guard parts.count > 1, let kind = Kind(rawValue: String(parts[1])) else { return nil }
      let standard = parts.count > 2 ? Int(parts[2]) ?? 0 : 0
      return Field(number: number, name: String(parts[0]), kind: kind, standard: standard)
    }
    self.fields = fields.sorted { $0.name < $1.name }
  }

  private static let all = texts.mapValues(TFLiteOptionsLayout.init)

  /// By member: the fields in their order, `name:kind` or `name:kind=standard`; `-` for one that the
  /// schema has given up. Members that are not here have no fields.
  private static let texts: [UInt8: String] = [
    // Conv2D
    1: """
    padding:i8 stride_w:i32 stride_h:i32 fused_activation_function:i8 \
    dilation_w_factor:i32=1 dilation_h_factor:i32=1 quantized_bias_type:i8
    """,
    // DepthwiseConv2D
    2: """
    padding:i8 stride_w:i32 stride_h:i32 depth_multiplier:i32 fused_activation_function:i8 \
    dilation_w_factor:i32=1 dilation_h_factor:i32=1
    """,
    // ConcatEmbeddings
    3: "num_channels:i32 num_columns_per_channel:[i32] embedding_dim_per_channel:[i32]",
    // LSHProjection
    4: "type:i8",
    // Pool2D
    5: """
    padding:i8 stride_w:i32 stride_h:i32 filter_width:i32 filter_height:i32 \
    fused_activation_function:i8
    """,
    // SVDF
    6: "rank:i32 fused_activation_function:i8 asymmetric_quantize_inputs:bool",
    // RNN
    7: "fused_activation_function:i8 asymmetric_quantize_inputs:bool",
    // FullyConnected
    8: """
    fused_activation_function:i8 weights_format:i8 keep_num_dims:bool \
    asymmetric_quantize_inputs:bool quantized_bias_type:i8
    """,
    // Softmax
    9: "beta:f32",
    // Concatenation
    10: "axis:i32 fused_activation_function:i8",
    // Add
    11: "fused_activation_function:i8 pot_scale_int16:bool=1",
    // L2Norm
    12: "fused_activation_function:i8",
    // LocalResponseNormalization
    13: "radius:i32 bias:f32 alpha:f32 beta:f32",
    // LSTM
    14: """
    fused_activation_function:i8 cell_clip:f32 proj_clip:f32 kernel_type:i8 \
    asymmetric_quantize_inputs:bool
    """,
    // ResizeBilinear
    15: "- - align_corners:bool half_pixel_centers:bool",
    // Call
    16: "subgraph:u32",
    // Reshape
    17: "new_shape:[i32]",
    // SkipGram
    18: "ngram_size:i32 max_skip_size:i32 include_all_ngrams:bool",
    // SpaceToDepth
    19: "block_size:i32",
    // EmbeddingLookupSparse
    20: "combiner:i8",
    // Mul
    21: "fused_activation_function:i8",
    // Gather
    23: "axis:i32 batch_dims:i32",
    // Reducer
    27: "keep_dims:bool",
    // Sub
    28: "fused_activation_function:i8 pot_scale_int16:bool=1",
    // Div
    29: "fused_activation_function:i8",
    // Squeeze
    30: "squeeze_dims:[i32]",
    // SequenceRNN
    31: "time_major:bool fused_activation_function:i8 asymmetric_quantize_inputs:bool",
    // StridedSlice
    32: """
    begin_mask:i32 end_mask:i32 ellipsis_mask:i32 new_axis_mask:i32 shrink_axis_mask:i32 \
    offset:bool
    """,
    // Split
    35: "num_splits:i32",
    // Cast
    37: "in_data_type:i8 out_data_type:i8",
    // ArgMax
    40: "output_type:i8",
    // TransposeConv
    49: "padding:i8 stride_w:i32 stride_h:i32 fused_activation_function:i8 quantized_bias_type:i8",
    // SparseToDense
    50: "validate_indices:bool",
    // Shape
    55: "out_type:i8",
    // ArgMin
    57: "output_type:i8",
    // FakeQuant
    58: "min:f32 max:f32 num_bits:i32 narrow_range:bool",
    // Pack
    59: "values_count:i32 axis:i32",
    // OneHot
    61: "axis:i32",
    // Unpack
    64: "num:i32 axis:i32",
    // BidirectionalSequenceLSTM
    69: """
    fused_activation_function:i8 cell_clip:f32 proj_clip:f32 merge_outputs:bool \
    time_major:bool=1 asymmetric_quantize_inputs:bool
    """,
    // BidirectionalSequenceRNN
    70: """
    time_major:bool fused_activation_function:i8 merge_outputs:bool \
    asymmetric_quantize_inputs:bool
    """,
    // UnidirectionalSequenceLSTM
    71: """
    fused_activation_function:i8 cell_clip:f32 proj_clip:f32 time_major:bool \
    asymmetric_quantize_inputs:bool diagonal_recurrent_tensors:bool
    """,
    // ResizeNearestNeighbor
    74: "align_corners:bool half_pixel_centers:bool",
    // LeakyRelu
    75: "alpha:f32",
    // MirrorPad
    77: "mode:i8",
    // SplitV
    79: "num_splits:i32",
    // Unique
    80: "idx_out_type:i8=2",
    // ReverseSequence
    87: "seq_dim:i32 batch_dim:i32",
    // If
    92: "then_subgraph_index:i32 else_subgraph_index:i32",
    // While
    93: "cond_subgraph_index:i32 body_subgraph_index:i32",
    // DepthToSpace
    94: "block_size:i32",
    // BatchMatMul
    101: "adj_x:bool adj_y:bool asymmetric_quantize_inputs:bool",
    // Cumsum
    102: "exclusive:bool reverse:bool",
    // CallOnce
    103: "init_subgraph_index:i32",
    // Conv3D
    106: """
    padding:i8 stride_d:i32 stride_w:i32 stride_h:i32 fused_activation_function:i8 \
    dilation_d_factor:i32=1 dilation_w_factor:i32=1 dilation_h_factor:i32=1
    """,
    // Hashtable
    107: "table_id:i32 key_dtype:i8 value_dtype:i8",
    // VarHandle
    111: "container:text shared_name:text",
    // Random
    114: "seed:i64 seed2:i64",
    // Bucketize
    115: "boundaries:[f32]",
    // Gelu
    116: "approximate:bool",
  ]
}
