import ComputationGraph
import ModelFormats

extension TensorFlowTranslation {
  static let reductionRules: [String: Rule] = [
    "Mean": reduce("ReduceMean"), "Sum": reduce("ReduceSum"), "Max": reduce("ReduceMax"),
    "Min": reduce("ReduceMin"), "Prod": reduce("ReduceProd"), "All": reduce("ReduceMin"),
    "Any": reduce("ReduceMax"), "EuclideanNorm": reduce("ReduceL2"),
    "ArgMax": extremum("ArgMax"), "ArgMin": extremum("ArgMin"),
    "Cumsum": { draft, applied in
      draft.add(
        "CumSum", applied.inputs, applied.outputs,
        [
          .int("exclusive", applied.flag("exclusive") ? 1 : 0),
          .int("reverse", applied.flag("reverse") ? 1 : 0),
        ])
      return true
    },
    "TopKV2": { draft, applied in
      guard let count = draft.ints(applied.inputs, 1)?.first else { return false }
      draft.add(
        "TopK", [applied.inputs[0]], applied.outputs, [.int("axis", -1), .int("k", count)])
      return true
    },
    "TopK": { draft, applied in
      guard let count = applied.int("k") else { return false }
      draft.add("TopK", applied.inputs, applied.outputs, [.int("axis", -1), .int("k", count)])
      return true
    },
  ]

  /// Operands: data and the axes, which may be computed. No axes at all leave the data as they are.
  private static func reduce(_ op: String) -> Rule {
    { draft, applied in
      guard applied.inputs.count == 2 else { return false }
      let keepsDimensions = Attribute.int("keepdims", applied.flag("keep_dims") ? 1 : 0)
      if let axes = draft.ints(applied.inputs, 1), !axes.isEmpty {
        draft.add(
          op, [applied.inputs[0]], applied.outputs, [.ints("axes", axes), keepsDimensions])
      } else {
        draft.add(
          op, applied.inputs, applied.outputs, [keepsDimensions, .int("noop_with_empty_axes", 1)])
      }
      return true
    }
  }

  private static func extremum(_ op: String) -> Rule {
    { draft, applied in
      guard let axis = draft.ints(applied.inputs, 1)?.first else { return false }
      draft.add(
        op, [applied.inputs[0]], applied.outputs, [.int("axis", axis), .int("keepdims", 0)])
      return true
    }
  }
}
