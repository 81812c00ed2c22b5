import ComputationGraph
import ModelFormats

extension TFLiteTranslation {
  /// How operators are translated, by their names in TensorFlow Lite's schema.
  static let rules: [String: Rule] = rules(
    renaming: sameOperators,
    and: [elementwiseRules, windowRules, matrixRules, shapeRules, reductionRules])

  /// Operators that only have another name.
  private static let sameOperators: [String: String] = [
    "ABS": "Abs", "ADD": "Add", "ADD_N": "Sum", "BITWISE_XOR": "BitwiseXor", "CEIL": "Ceil",
    "COS": "Cos", "DEQUANTIZE": "DequantizeLinear", "DIV": "Div", "ELU": "Elu", "EQUAL": "Equal",
    "EXP": "Exp", "FLOOR": "Floor", "FLOOR_MOD": "Mod", "GATHER_ND": "GatherND",
    "GREATER": "Greater", "GREATER_EQUAL": "GreaterOrEqual", "HARD_SWISH": "HardSwish",
    "LESS": "Less", "LESS_EQUAL": "LessOrEqual", "LOG": "Log", "LOGICAL_AND": "And",
    "LOGICAL_NOT": "Not", "LOGICAL_OR": "Or", "LOGISTIC": "Sigmoid", "MAXIMUM": "Max",
    "MINIMUM": "Min", "MUL": "Mul", "NEG": "Neg", "POW": "Pow", "PRELU": "PRelu",
    "QUANTIZE": "QuantizeLinear", "RANGE": "Range", "RELU": "Relu", "ROUND": "Round",
    "SELECT": "Where", "SELECT_V2": "Where", "SHAPE": "Shape", "SIGN": "Sign", "SIN": "Sin",
    "SQRT": "Sqrt", "SUB": "Sub", "TANH": "Tanh", "TILE": "Tile", "BROADCAST_TO": "Expand",
  ]
}
