import ComputationGraph
import ModelFormats

extension TFLiteTranslation {
  /// Operators that move elements about.
  static let shapeRules: [String: Rule] = [
    "RESHAPE": { draft, applied in
      if applied.inputs.count > 1, applied.inputs[1] >= 0 {
        draft.add("Reshape", applied.inputs, applied.outputs)
        return true
      }
      guard case .ints(let shape) = applied.value("new_shape") else { return false }
      draft.add("Reshape", [applied.inputs[0]], applied.outputs, [.ints("shape", shape)])
      return true
    },
    "TRANSPOSE": { draft, applied in
      guard let order = draft.ints(applied, 1) else { return false }
      draft.add("Transpose", [applied.inputs[0]], applied.outputs, [.ints("perm", order)])
      return true
    },
    "SQUEEZE": { draft, applied in
      var attributes: [Attribute] = []
      if case .ints(let axes) = applied.value("squeeze_dims"), !axes.isEmpty {
        attributes = [.ints("axes", axes)]
      }
      draft.add("Squeeze", applied.inputs, applied.outputs, attributes)
      return true
    },
    "EXPAND_DIMS": { draft, applied in
      guard let axes = draft.ints(applied, 1) else { return false }
      draft.add("Unsqueeze", [applied.inputs[0]], applied.outputs, [.ints("axes", axes)])
      return true
    },
    "CONCATENATION": { draft, applied in
      draft.add(
        "Concat", applied.inputs, applied.outputs, [.int("axis", applied.option("axis") ?? 0)])
      return true
    },
    "PACK": { draft, applied in
      draft.pack(applied.inputs, axis: applied.option("axis") ?? 0, into: applied.outputs)
      return true
    },
    "UNPACK": { draft, applied in
      guard !applied.outputs.isEmpty, let data = applied.inputs.first, data >= 0 else {
        return false
      }
      draft.unpack(data, axis: applied.option("axis") ?? 0, into: applied.outputs)
      return true
    },
    // Operands: the axis and data.
    "SPLIT": { draft, applied in
      guard applied.inputs.count == 2, let axis = draft.ints(applied, 0)?.first else {
        return false
      }
      draft.add("Split", [applied.inputs[1]], applied.outputs, [.int("axis", axis)])
      return true
    },
    "SPLIT_V": { draft, applied in
      guard applied.inputs.count == 3, let axis = draft.ints(applied, 2)?.first,
        let sizes = draft.ints(applied, 1)
      else { return false }
      draft.add(
        "Split", [applied.inputs[0]], applied.outputs, [.int("axis", axis), .ints("split", sizes)])
      return true
    },
    "GATHER": { draft, applied in
      guard applied.option("batch_dims") ?? 0 == 0 else { return false }
      draft.add(
        "Gather", applied.inputs, applied.outputs, [.int("axis", applied.option("axis") ?? 0)])
      return true
    },
    // Paddings [rank, 2]: before and after each dimension.
    "PAD": pad("constant"),
    "PADV2": pad("constant"),
    "MIRROR_PAD": { draft, applied in
      guard applied.option("mode") ?? 0 == 0 else { return false }
      return pad("reflect")(&draft, applied)
    },
    "REVERSE_V2": { draft, applied in
      guard let axes = draft.ints(applied, 1), !axes.isEmpty else { return false }
      draft.reverse(applied.inputs[0], along: axes, into: applied.outputs)
      return true
    },
    "SLICE": { draft, applied in
      guard let starts = draft.ints(applied, 1), let sizes = draft.ints(applied, 2),
        starts.count == sizes.count, !applied.outputs.isEmpty
      else { return false }
      draft.slice(applied.inputs[0], from: starts, sizes: sizes, into: applied.outputs)
      return true
    },
    "STRIDED_SLICE": { draft, applied in
      func mask(_ name: String) -> Int64 { applied.option(name + "_mask") ?? 0 }
      guard let starts = draft.ints(applied, 1), let ends = draft.ints(applied, 2),
        let steps = draft.ints(applied, 3), applied.option("offset") ?? 0 == 0,
        let slice = StridedSlice(
          starts, ends, steps,
          StridedSlice.Masks(
            begin: mask("begin"), end: mask("end"), ellipsis: mask("ellipsis"),
            newAxis: mask("new_axis"), shrinkAxis: mask("shrink_axis"))),
        !applied.outputs.isEmpty
      else { return false }
      draft.slice(applied.inputs[0], slice, into: applied.outputs)
      return true
    },
    "FILL": { draft, applied in
      guard applied.inputs.count == 2 else { return false }
      draft.add("Expand", [applied.inputs[1], applied.inputs[0]], applied.outputs)
      return true
    },
  ]

  private static func pad(_ mode: String) -> Rule {
    { draft, applied in
      guard let pairs = draft.ints(applied, 1) else { return false }
      return draft.pad(applied.inputs[0], by: pairs, mode, into: applied.outputs)
    }
  }
}
