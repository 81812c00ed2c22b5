import ComputationGraph
import ModelFormats

extension TensorFlowTranslation {
  /// Operators that put tensors together, take them apart, or pick from them.
  static let joiningRules: [String: Rule] = [
    // The axis comes first, then what is joined; in version 2 it comes last.
    "Concat": { draft, applied in
      guard let axis = draft.ints(applied.inputs, 0)?.first else { return false }
      draft.add(
        "Concat", Array(applied.inputs.dropFirst()), applied.outputs, [.int("axis", axis)])
      return true
    },
    "ConcatV2": { draft, applied in
      guard let axis = draft.ints(applied.inputs, applied.inputs.count - 1)?.first else {
        return false
      }
      draft.add("Concat", applied.inputs.dropLast(), applied.outputs, [.int("axis", axis)])
      return true
    },
    "Pack": { draft, applied in
      draft.pack(applied.inputs, axis: applied.int("axis") ?? 0, into: applied.outputs)
      return true
    },
    "Unpack": { draft, applied in
      guard let data = applied.inputs.first else { return false }
      draft.unpack(data, axis: applied.int("axis") ?? 0, into: applied.outputs)
      return true
    },
    // Operands: the axis and data.
    "Split": { draft, applied in
      guard applied.inputs.count == 2, let axis = draft.ints(applied.inputs, 0)?.first else {
        return false
      }
      draft.add("Split", [applied.inputs[1]], applied.outputs, [.int("axis", axis)])
      return true
    },
    "SplitV": { draft, applied in
      guard applied.inputs.count == 3, let axis = draft.ints(applied.inputs, 2)?.first,
        let sizes = draft.ints(applied.inputs, 1)
      else { return false }
      draft.add(
        "Split", [applied.inputs[0]], applied.outputs, [.int("axis", axis), .ints("split", sizes)])
      return true
    },
    "Gather": gather, "ResourceGather": gather,
    // Operands: data, positions and the axis.
    "GatherV2": { draft, applied in
      guard applied.int("batch_dims") ?? 0 == 0,
        let axis = draft.ints(applied.inputs, 2)?.first
      else { return false }
      draft.add("Gather", Array(applied.inputs[..<2]), applied.outputs, [.int("axis", axis)])
      return true
    },
    // Operands: positions, how many there are, and what stands for yes and no.
    "OneHot": { draft, applied in
      guard applied.inputs.count == 4 else { return false }
      draft.draft.values.append(
        GraphDraft.Value(
          name: draft.name + "/values", shape: [.value(2)],
          type: applied.type("T") ?? draft.type(of: applied.inputs[2]), isWeight: true))
      let values = draft.draft.values.count - 1
      draft.add(
        "OneHot", [applied.inputs[0], applied.inputs[1], values], applied.outputs,
        [.int("axis", applied.int("axis") ?? -1)])
      return true
    },
  ]

  /// Lists of tensors are told as the tensors that their elements make along a new first dimension.
  static let listRules: [String: Rule] = [
    "TensorListFromTensor": handOn, "TensorListStack": handOn, "TensorListGetItem": gather,
  ]

  private static let handOn: Rule = { draft, applied in
    guard let list = applied.inputs.first else { return false }
    draft.add("Identity", [list], applied.outputs)
    return true
  }

  private static let gather: Rule = { draft, applied in
    guard applied.inputs.count >= 2 else { return false }
    draft.add("Gather", Array(applied.inputs[..<2]), applied.outputs, [.int("axis", 0)])
    return true
  }
}
