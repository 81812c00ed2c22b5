import ComputationGraph
import ModelFormats

extension TensorFlowTranslation {
  /// How operators are translated, by their names in TensorFlow.
  static let rules: [String: Rule] = rules(
    renaming: sameOperators,
    and: [
      elementwiseRules, windowRules, matrixRules, shapeRules, joiningRules, listRules,
      reductionRules,
    ])

  /// Operators that only have another name.
  private static let sameOperators: [String: String] = [
    "Abs": "Abs", "Acos": "Acos", "Acosh": "Acosh", "Add": "Add", "AddN": "Sum", "AddV2": "Add",
    "Asin": "Asin", "Asinh": "Asinh", "Atan": "Atan", "Atanh": "Atanh", "BitwiseAnd": "BitwiseAnd",
    "BitwiseOr": "BitwiseOr", "BitwiseXor": "BitwiseXor", "BroadcastTo": "Expand", "Ceil": "Ceil",
    "CheckNumerics": "Identity", "Cos": "Cos", "Cosh": "Cosh", "Div": "Div", "DivNoNan": "Div",
    "Elu": "Elu", "EnsureShape": "Identity", "Enter": "Identity", "Equal": "Equal", "Erf": "Erf",
    "Exit": "Identity", "Exp": "Exp", "Floor": "Floor", "FloorMod": "Mod", "GatherNd": "GatherND",
    "Greater": "Greater", "GreaterEqual": "GreaterOrEqual", "Identity": "Identity",
    "Inv": "Reciprocal", "Invert": "BitwiseNot", "IsInf": "IsInf", "IsNan": "IsNaN",
    "Less": "Less", "LessEqual": "LessOrEqual", "Log": "Log", "LogicalAnd": "And",
    "LogicalNot": "Not", "LogicalOr": "Or", "LogicalXor": "Xor", "LoopCond": "Identity",
    "Maximum": "Max",
    "Minimum": "Min", "Mod": "Mod",
    "Mul": "Mul", "MulNoNan": "Mul", "Neg": "Neg", "NextIteration": "Identity",
    "PlaceholderWithDefault": "Identity", "Pow": "Pow", "PreventGradient": "Identity",
    "Range": "Range", "ReadVariableOp": "Identity", "RealDiv": "Div", "Reciprocal": "Reciprocal",
    "Relu": "Relu",
    "Rint": "Round", "Round": "Round", "Select": "Where", "SelectV2": "Where", "Selu": "Selu",
    "Shape": "Shape", "Sigmoid": "Sigmoid", "Sign": "Sign", "Sin": "Sin", "Sinh": "Sinh",
    "Size": "Size", "Snapshot": "Identity", "Softplus": "Softplus", "Softsign": "Softsign",
    "Sqrt": "Sqrt", "StopGradient": "Identity", "Sub": "Sub", "Tan": "Tan", "Tanh": "Tanh",
    "TensorScatterUpdate": "ScatterND",
    "Tile": "Tile", "TruncateDiv": "Div",
  ]
}
