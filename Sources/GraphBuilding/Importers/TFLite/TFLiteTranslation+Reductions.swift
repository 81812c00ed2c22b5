import ComputationGraph
import ModelFormats

extension TFLiteTranslation {
  static let reductionRules: [String: Rule] = [
    "MEAN": reduce("ReduceMean"),
    "SUM": reduce("ReduceSum"),
    "REDUCE_MAX": reduce("ReduceMax"),
    "REDUCE_MIN": reduce("ReduceMin"),
    "REDUCE_PROD": reduce("ReduceProd"),
    "REDUCE_ALL": reduce("ReduceMin"),
    "REDUCE_ANY": reduce("ReduceMax"),
    "ARG_MAX": extremum("ArgMax"),
    "ARG_MIN": extremum("ArgMin"),
    "CUMSUM": { draft, applied in
      draft.add(
        "CumSum", applied.inputs, applied.outputs,
        [
          .int("exclusive", applied.option("exclusive") ?? 0),
          .int("reverse", applied.option("reverse") ?? 0),
        ])
      return true
    },
    "TOPK_V2": { draft, applied in
      guard let count = draft.ints(applied, 1)?.first else { return false }
      draft.add(
        "TopK", [applied.inputs[0]], applied.outputs, [.int("axis", -1), .int("k", count)])
      return true
    },
  ]

  /// Operands: data and the axes.
  private static func reduce(_ op: String) -> Rule {
    { draft, applied in
      guard let axes = draft.ints(applied, 1) else { return false }
      draft.add(
        op, [applied.inputs[0]], applied.outputs,
        [.ints("axes", axes), .int("keepdims", applied.option("keep_dims") ?? 0)])
      return true
    }
  }

  private static func extremum(_ op: String) -> Rule {
    { draft, applied in
      guard let axis = draft.ints(applied, 1)?.first else { return false }
      draft.add(
        op, [applied.inputs[0]], applied.outputs, [.int("axis", axis), .int("keepdims", 0)])
      return true
    }
  }
}
