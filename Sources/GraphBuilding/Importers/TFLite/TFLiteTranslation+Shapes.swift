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
      let axis = applied.option("axis") ?? 0
      let parts = applied.inputs.map { input in
        let part = draft.value(of: input < 0 ? nil : draft.draft.values[input].type)
        draft.add("Unsqueeze", [input], [part], [.ints("axes", [axis])])
        return part
      }
      draft.add("Concat", parts, applied.outputs, [.int("axis", axis)])
      return true
    },
    "UNPACK": { draft, applied in
      guard !applied.outputs.isEmpty else { return false }
      let axis = applied.option("axis") ?? 0
      let parts = applied.outputs.map { draft.value(of: draft.draft.values[$0].type) }
      let sizes = Array(repeating: Int64(1), count: parts.count)
      draft.add("Split", applied.inputs, parts, [.int("axis", axis), .ints("split", sizes)])
      for (part, output) in zip(parts, applied.outputs) {
        draft.add("Squeeze", [part], [output], [.ints("axes", [axis])])
      }
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
    "SLICE": { draft, applied in
      guard let starts = draft.ints(applied, 1), let sizes = draft.ints(applied, 2),
        starts.count == sizes.count
      else { return false }
      let ends = zip(starts, sizes).map { start, size in
        size < 0 ? Int64.max : start.addingReportingOverflow(size).partialValue
      }
      draft.add(
        "Slice", [applied.inputs[0]], applied.outputs,
        [
          .ints("axes", Array(0..<Int64(starts.count))), .ints("ends", ends),
          .ints("starts", starts),
        ])
      return true
    },
    "STRIDED_SLICE": { draft, applied in
      guard let starts = draft.ints(applied, 1), let ends = draft.ints(applied, 2),
        let steps = draft.ints(applied, 3),
        let slice = StridedSlice(starts, ends, steps, applied), let result = applied.outputs.first
      else { return false }
      guard !slice.shrunk.isEmpty else {
        draft.add("Slice", [applied.inputs[0]], applied.outputs, slice.attributes)
        return true
      }
      let part = draft.value(of: draft.draft.values[result].type)
      draft.add("Slice", [applied.inputs[0]], [part], slice.attributes)
      draft.add("Squeeze", [part], applied.outputs, [.ints("axes", slice.shrunk)])
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
      guard let pairs = draft.ints(applied, 1), pairs.count % 2 == 0 else { return false }
      let ranks = stride(from: 0, to: pairs.count, by: 2)
      draft.add(
        "Pad", [applied.inputs[0]], applied.outputs,
        [
          .text("mode", mode), .ints("pads", ranks.map { pairs[$0] } + ranks.map { pairs[$0 + 1] }),
        ])
      return true
    }
  }
}

/// A slice that is told by masks as in Python: bit n of a mask is about dimension n.
private struct StridedSlice {
  private(set) var attributes: [Attribute] = []
  /// Dimensions that only one element is taken of, and that go away.
  private(set) var shrunk: [Int64] = []

  init?(_ starts: [Int64], _ ends: [Int64], _ steps: [Int64], _ applied: TFLiteOperator) {
    guard starts.count == ends.count, starts.count == steps.count, starts.count < 32,
      applied.option("ellipsis_mask") ?? 0 == 0, applied.option("new_axis_mask") ?? 0 == 0,
      applied.option("offset") ?? 0 == 0
    else { return nil }
    func isSet(_ mask: String, _ axis: Int) -> Bool {
      (applied.option(mask) ?? 0) >> Int64(axis) & 1 == 1
    }
    var (from, to) = (starts, ends)
    for axis in starts.indices {
      let isBackward = steps[axis] < 0
      if isSet("shrink_axis_mask", axis) {
        shrunk.append(Int64(axis))
        to[axis] = from[axis] == -1 ? .max : from[axis] &+ 1
        continue
      }
      if isSet("begin_mask", axis) { from[axis] = isBackward ? .max : 0 }
      if isSet("end_mask", axis) { to[axis] = isBackward ? .min : .max }
    }
    attributes = [
      .ints("axes", Array(0..<Int64(starts.count))), .ints("ends", to), .ints("starts", from),
      .ints("steps", steps),
    ]
  }
}
