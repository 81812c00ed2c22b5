import ComputationGraph
import ModelFormats

extension TFLiteTranslation {
  static let elementwiseRules: [String: Rule] = [
    "RELU6": clip(0, 6),
    "RELU_N1_TO_1": clip(-1, 1),
    "RELU_0_TO_1": clip(0, 1),
    "LEAKY_RELU": { draft, applied in
      guard case .float(let alpha) = applied.value("alpha") ?? .float(0) else { return false }
      draft.add(
        "LeakyRelu", applied.inputs, applied.outputs,
        [Attribute(name: "alpha", value: .float(alpha))])
      return true
    },
    "GELU": { draft, applied in
      let isTanh = applied.option("approximate") == 1
      draft.add(
        "Gelu", applied.inputs, applied.outputs, [.text("approximate", isTanh ? "tanh" : "none")])
      return true
    },
    "SQUARE": { draft, applied in
      guard let input = applied.inputs.first else { return false }
      draft.add("Mul", [input, input], applied.outputs)
      return true
    },
    "SQUARED_DIFFERENCE": { draft, applied in
      guard applied.inputs.count == 2, let result = applied.outputs.first else { return false }
      let difference = draft.value(like: result)
      draft.add("Sub", applied.inputs, [difference])
      draft.add("Mul", [difference, difference], applied.outputs)
      return true
    },
    // Of whole numbers that are not negative, as sizes are, both are one.
    "FLOOR_DIV": { draft, applied in
      guard draft.type(of: applied.inputs[0])?.isFloat ?? false else {
        draft.add("Div", applied.inputs, applied.outputs)
        return true
      }
      draft.chain("Div", "Floor", applied.inputs, applied.outputs)
      return true
    },
    "RSQRT": chain("Sqrt", "Reciprocal"),
    "NOT_EQUAL": chain("Equal", "Not"),
    "CAST": { draft, applied in
      guard let result = applied.outputs.first, let type = draft.draft.values[result].type else {
        return false
      }
      draft.add("Cast", applied.inputs, applied.outputs, [.text("to", type.rawValue)])
      return true
    },
    // Axis -1 in both.
    "SOFTMAX": { draft, applied in
      if case .float(let beta) = applied.value("beta") ?? .float(1), beta != 1, beta != 0 {
        return false
      }
      draft.add("Softmax", applied.inputs, applied.outputs, [.int("axis", -1)])
      return true
    },
    "LOG_SOFTMAX": { draft, applied in
      draft.add("LogSoftmax", applied.inputs, applied.outputs, [.int("axis", -1)])
      return true
    },
    "L2_NORMALIZATION": { draft, applied in
      draft.add(
        "LpNormalization", applied.inputs, applied.outputs, [.int("axis", -1), .int("p", 2)])
      return true
    },
  ]

  private static func clip(_ low: Float, _ high: Float) -> Rule {
    { draft, applied in
      draft.add("Clip", applied.inputs, applied.outputs, clipBounds(low, high))
      return true
    }
  }

  /// Two operators, one on what the other computes.
  private static func chain(_ first: String, _ second: String) -> Rule {
    { draft, applied in
      draft.chain(first, second, applied.inputs, applied.outputs)
      return true
    }
  }
}
