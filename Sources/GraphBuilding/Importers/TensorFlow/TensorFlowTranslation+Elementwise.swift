import ComputationGraph
import ModelFormats

extension TensorFlowTranslation {
  static let elementwiseRules: [String: Rule] = [
    "Relu6": { draft, applied in
      draft.add("Clip", applied.inputs, applied.outputs, clipBounds(0, 6))
      return true
    },
    // Operands: data and the bounds.
    "ClipByValue": { draft, applied in
      draft.add("Clip", applied.inputs, applied.outputs)
      return true
    },
    "LeakyRelu": { draft, applied in
      draft.add(
        "LeakyRelu", applied.inputs, applied.outputs,
        [.float("alpha", applied.float("alpha", standard: 0.2))])
      return true
    },
    "Square": { draft, applied in
      guard let input = applied.inputs.first else { return false }
      draft.add("Mul", [input, input], applied.outputs)
      return true
    },
    "SquaredDifference": { draft, applied in
      guard applied.inputs.count == 2 else { return false }
      let difference = draft.value(of: draft.type(of: applied.inputs[0]))
      draft.add("Sub", applied.inputs, [difference])
      draft.add("Mul", [difference, difference], applied.outputs)
      return true
    },
    "Rsqrt": chain("Sqrt", "Reciprocal"),
    "NotEqual": chain("Equal", "Not"),
    "Log1p": { draft, applied in draft.shiftByOne("Add", then: "Log", applied) },
    "Expm1": { draft, applied in
      guard applied.inputs.count == 1 else { return false }
      let power = draft.value(of: draft.type(of: applied.inputs[0]))
      draft.add("Exp", applied.inputs, [power])
      draft.add("Sub", [power, draft.one(like: applied.inputs[0])], applied.outputs)
      return true
    },
    "Erfc": { draft, applied in
      guard applied.inputs.count == 1 else { return false }
      let error = draft.value(of: draft.type(of: applied.inputs[0]))
      draft.add("Erf", applied.inputs, [error])
      draft.add("Sub", [draft.one(like: applied.inputs[0]), error], applied.outputs)
      return true
    },
    "FloorDiv": { draft, applied in
      // Of whole numbers that are not negative, as sizes are, both are one.
      guard applied.type("T")?.isFloat ?? false else {
        draft.add("Div", applied.inputs, applied.outputs)
        return true
      }
      draft.chain("Div", "Floor", applied.inputs, applied.outputs)
      return true
    },
    "Xdivy": { draft, applied in
      draft.add("Div", applied.inputs, applied.outputs)
      return true
    },
    "Cast": { draft, applied in
      guard let type = applied.type("DstT") else { return false }
      draft.add("Cast", applied.inputs, applied.outputs, [.text("to", type.rawValue)])
      return true
    },
    "Softmax": { draft, applied in
      draft.add("Softmax", applied.inputs, applied.outputs, [.int("axis", -1)])
      return true
    },
    "LogSoftmax": { draft, applied in
      draft.add("LogSoftmax", applied.inputs, applied.outputs, [.int("axis", -1)])
      return true
    },
    "BiasAdd": { draft, applied in draft.addBias(applied) },
    "BiasAddV1": { draft, applied in draft.addBias(applied) },
    "FusedBatchNorm": normalise, "FusedBatchNormV2": normalise, "FusedBatchNormV3": normalise,
    "LRN": { draft, applied in
      let radius = applied.int("depth_radius") ?? 5
      guard 0..<1 << 20 ~= radius else { return false }
      let size = 2 * radius + 1
      draft.add(
        "LRN", applied.inputs, applied.outputs,
        [
          .float("alpha", applied.float("alpha", standard: 1) * Float(size)),
          .float("beta", applied.float("beta", standard: 0.5)),
          .float("bias", applied.float("bias", standard: 1)), .text("data_format", "NHWC"),
          .int("size", size),
        ])
      return true
    },
    "ZerosLike": chain("Shape", "ConstantOfShape"),
    "OnesLike": { draft, applied in
      guard let data = applied.inputs.first, let result = applied.outputs.first else {
        return false
      }
      let shape = draft.value(of: .int64)
      draft.add("Shape", [data], [shape])
      draft.add("Expand", [draft.one(like: data), shape], [result])
      return true
    },
  ]

  private static func chain(_ first: String, _ second: String) -> Rule {
    { draft, applied in
      guard let result = applied.outputs.first, result >= 0 else { return false }
      let between = draft.value(of: nil)
      draft.add(first, applied.inputs, [between])
      draft.add(second, [between], [result])
      return true
    }
  }

  /// Operands: data, scale, offset, mean and variance.
  private static let normalise: Rule = { draft, applied in
    guard applied.inputs.count >= 5 else { return false }
    let epsilon = applied.float("epsilon", standard: 1e-4)
    draft.add(
      "BatchNormalization", Array(applied.inputs[..<5]), applied.outputs,
      applied.format + [.float("epsilon", epsilon)])
    return true
  }

  /// A scalar 1 of the type of another value.
  private mutating func one(like other: Int) -> Int {
    draft.values.append(
      GraphDraft.Value(
        name: name + "/one", shape: [], type: type(of: other) ?? .float32, isWeight: true,
        constant: ConstantValue([1.0])))
    return draft.values.count - 1
  }

  private mutating func shiftByOne(
    _ op: String, then next: String, _ applied: TensorFlowOperator
  ) -> Bool {
    guard applied.inputs.count == 1 else { return false }
    let shifted = value(of: type(of: applied.inputs[0]))
    add(op, [applied.inputs[0], one(like: applied.inputs[0])], [shifted])
    add(next, [shifted], applied.outputs)
    return true
  }

  /// A bias becomes an operand of the convolution or product before it, if nothing else reads that.
  private mutating func addBias(_ applied: TensorFlowOperator) -> Bool {
    guard applied.inputs.count == 2, let result = applied.outputs.first else { return false }
    let (data, bias) = (applied.inputs[0], applied.inputs[1])
    if draft.values[bias].isWeight, let producer = producer(ofOnly: data),
      ["Conv", "ConvTranspose", "Gemm"].contains(draft.nodes[producer].op),
      draft.nodes[producer].operands.count == 2, draft.nodes[producer].outputs == [data]
    {
      draft.nodes[producer].operands.append(bias)
      draft.nodes[producer].outputs = [result]
      adopt(result, by: producer)
      return true
    }
    guard !applied.isChannelsLast else {
      add("Add", applied.inputs, applied.outputs)
      return true
    }
    // Channels before height and width: the bias is stretched from their place.
    guard
      let stretched = reform(
        bias, as: "channels first",
        { draft in
          guard draft.draft.values[bias].isWeight, let shape = draft.draft.values[bias].shape,
            shape.count == 1
          else { return nil }
          draft.draft.values.append(draft.draft.values[bias])
          draft.draft.values[draft.draft.values.count - 1].shape = shape + [.value(1), .value(1)]
          return draft.draft.values.count - 1
        })
    else { return false }
    add("Add", [data, stretched], applied.outputs)
    return true
  }
}
