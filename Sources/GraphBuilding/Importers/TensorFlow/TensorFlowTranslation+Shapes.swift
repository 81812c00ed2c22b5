import ComputationGraph
import ModelFormats

extension TensorFlowTranslation {
  /// Operators that keep the elements, or some of them, and their order.
  static let shapeRules: [String: Rule] = [
    "Reshape": { draft, applied in
      draft.add("Reshape", applied.inputs, applied.outputs)
      return true
    },
    "Transpose": { draft, applied in
      // The order may be computed.
      guard let order = draft.ints(applied.inputs, 1) else {
        draft.add("Transpose", applied.inputs, applied.outputs)
        return true
      }
      draft.add("Transpose", [applied.inputs[0]], applied.outputs, [.ints("perm", order)])
      return true
    },
    "Squeeze": { draft, applied in
      let axes = applied.ints("squeeze_dims") ?? []
      draft.add(
        "Squeeze", applied.inputs, applied.outputs, axes.isEmpty ? [] : [.ints("axes", axes)])
      return true
    },
    "ExpandDims": { draft, applied in
      guard let axes = draft.ints(applied.inputs, 1) else { return false }
      draft.add("Unsqueeze", [applied.inputs[0]], applied.outputs, [.ints("axes", axes)])
      return true
    },
    "Slice": { draft, applied in
      guard let starts = draft.ints(applied.inputs, 1), let sizes = draft.ints(applied.inputs, 2),
        starts.count == sizes.count
      else { return false }
      draft.slice(applied.inputs[0], from: starts, sizes: sizes, into: applied.outputs)
      return true
    },
    "StridedSlice": { draft, applied in
      guard let starts = draft.ints(applied.inputs, 1), let ends = draft.ints(applied.inputs, 2),
        let steps = draft.ints(applied.inputs, 3),
        let slice = StridedSlice(
          starts, ends, steps,
          StridedSlice.Masks(
            begin: applied.int("begin_mask") ?? 0, end: applied.int("end_mask") ?? 0,
            ellipsis: applied.int("ellipsis_mask") ?? 0,
            newAxis: applied.int("new_axis_mask") ?? 0,
            shrinkAxis: applied.int("shrink_axis_mask") ?? 0))
      else { return false }
      draft.slice(applied.inputs[0], slice, into: applied.outputs)
      return true
    },
    "ReverseV2": { draft, applied in
      guard let axes = draft.ints(applied.inputs, 1), !axes.isEmpty else { return false }
      draft.reverse(applied.inputs[0], along: axes, into: applied.outputs)
      return true
    },
    // Paddings [rank, 2]: before and after each dimension.
    "Pad": pad("constant"), "PadV2": pad("constant"),
    "MirrorPad": { draft, applied in
      // ONNX knows no padding that repeats the border itself, and it does not matter for shapes.
      let mode = applied.text("mode") == "SYMMETRIC" ? "symmetric" : "reflect"
      return pad(mode)(&draft, applied)
    },
    "Fill": { draft, applied in
      guard applied.inputs.count == 2 else { return false }
      draft.add("Expand", [applied.inputs[1], applied.inputs[0]], applied.outputs)
      return true
    },
    "Rank": { draft, applied in
      draft.chain("Shape", "Size", applied.inputs, applied.outputs)
      return true
    },
    "Switch": handToAll, "RefSwitch": handToAll, "_SwitchN": handToAll,
  ]

  /// Operand 0 on every way out, of which one is taken.
  private static let handToAll: Rule = { draft, applied in
    guard let data = applied.inputs.first else { return false }
    for output in applied.outputs where output >= 0 { draft.add("Identity", [data], [output]) }
    return true
  }

  private static func pad(_ mode: String) -> Rule {
    { draft, applied in
      guard let pairs = draft.ints(applied.inputs, 1) else { return false }
      return draft.pad(applied.inputs[0], by: pairs, mode, into: applied.outputs)
    }
  }
}
