import ComputationGraph

/// Attributes with a value that does not depend on the operands when a node leaves them out.
///
/// Reference: <https://onnx.ai/onnx/operators/>
enum StandardAttributes {
  /// Attributes that inference does not look at.
  static let trainingOnly: [String: [String]] = [
    "BatchNormalization": ["momentum", "training_mode", "is_test", "consumed_inputs", "spatial"],
    "Dropout": ["seed", "is_test", "training_mode"],
    "InstanceNormalization": ["consumed_inputs"],
  ]

  /// Attributes and their values, by operator.
  static let standard: [String: [Attribute]] = [
    "ArgMax": [.int("axis", 0), .int("keepdims", 1), .int("select_last_index", 0)],
    "ArgMin": [.int("axis", 0), .int("keepdims", 1), .int("select_last_index", 0)],
    "AveragePool": [.int("ceil_mode", 0), .int("count_include_pad", 0)],
    "BatchNormalization": [.float("epsilon", 1e-5)],
    "Celu": [.float("alpha", 1)],
    "Conv": [.int("group", 1)],
    "ConvInteger": [.int("group", 1)],
    "ConvTranspose": [.int("group", 1)],
    "CumSum": [.int("exclusive", 0), .int("reverse", 0)],
    "DepthToSpace": [.text("mode", "DCR")],
    "DequantizeLinear": [.int("axis", 1)],
    "Elu": [.float("alpha", 1)],
    "Gather": [.int("axis", 0)],
    "GatherElements": [.int("axis", 0)],
    "GatherND": [.int("batch_dims", 0)],
    "Gelu": [.text("approximate", "none")],
    "Gemm": [.float("alpha", 1), .float("beta", 1), .int("transA", 0), .int("transB", 0)],
    "GroupNormalization": [.float("epsilon", 1e-5)],
    "GRU": [.text("direction", "forward"), .int("layout", 0), .int("linear_before_reset", 0)],
    "HardSigmoid": [.float("alpha", 0.2), .float("beta", 0.5)],
    "InstanceNormalization": [.float("epsilon", 1e-5)],
    "LRN": [.float("alpha", 1e-4), .float("beta", 0.75), .float("bias", 1)],
    "LSTM": [.text("direction", "forward"), .int("layout", 0), .int("input_forget", 0)],
    "LayerNormalization": [.int("axis", -1), .float("epsilon", 1e-5), .int("stash_type", 1)],
    "LeakyRelu": [.float("alpha", 0.01)],
    "LpNormalization": [.int("axis", -1), .int("p", 2)],
    "LpPool": [.int("ceil_mode", 0), .int("p", 2)],
    "MaxPool": [.int("ceil_mode", 0), .int("storage_order", 0)],
    "Mod": [.int("fmod", 0)],
    "OneHot": [.int("axis", -1)],
    "Pad": [.text("mode", "constant")],
    "QLinearConv": [.int("group", 1)],
    "QuantizeLinear": [.int("axis", 1)],
    "RMSNormalization": [.int("axis", -1), .float("epsilon", 1e-5), .int("stash_type", 1)],
    "RNN": [.text("direction", "forward"), .int("layout", 0)],
    "ScatterElements": [.int("axis", 0)],
    "Selu": [
      .float("alpha", 1.67326319217681884765625), .float("gamma", 1.05070102214813232421875),
    ],
    "Shrink": [.float("bias", 0), .float("lambd", 0.5)],
    "Swish": [.float("alpha", 1)],
    "ThresholdedRelu": [.float("alpha", 1)],
    "TopK": [.int("axis", -1), .int("largest", 1), .int("sorted", 1)],
    "Trilu": [.int("upper", 1)],
  ]
}
