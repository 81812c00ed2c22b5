import ComputationGraph

extension NNMeterTranslation {
  /// How TensorFlow's operators are translated; those of ONNX need no rule.
  static let rules: [String: Rule] = renamed.mapValues { op -> Rule in
    { draft, _, operands in
      draft.add(op, operands, [draft.result])
      return true
    }
  }.merging(translated) { $1 }

  private static let renamed = [
    "Add": "Add", "AddN": "Sum", "AddV2": "Add", "Elu": "Elu", "Identity": "Identity",
    "Maximum": "Max", "Minimum": "Min", "Mul": "Mul", "RealDiv": "Div", "Relu": "Relu",
    "Sigmoid": "Sigmoid", "Softmax": "Softmax", "Sub": "Sub", "Tanh": "Tanh",
  ]

  private static let translated: [String: Rule] = [
    "Conv2D": { draft, node, operands in
      guard let sizes = node.ints("weight_shape"), sizes.count == 4, let data = operands.first,
        let window = window(node, kernel: [sizes[0], sizes[1]])
      else { return false }
      let weight = draft.weight([sizes[3], sizes[0], sizes[1], sizes[2]].dimensions)
      draft.add("Conv", [data, weight], [draft.result], window)
      return true
    },
    "DepthwiseConv2dNative": { draft, node, operands in
      guard let sizes = node.ints("weight_shape"), sizes.count == 4, let data = operands.first,
        let window = window(node, kernel: [sizes[0], sizes[1]])
      else { return false }
      let count = sizes[2].multipliedReportingOverflow(by: sizes[3])
      guard !count.overflow else { return false }
      let weight = draft.weight([count.partialValue, sizes[0], sizes[1], 1].dimensions)
      draft.add("Conv", [data, weight], [draft.result], window + [.int("group", sizes[2])])
      return true
    },
    "AvgPool": pool("AveragePool"),
    "MaxPool": pool("MaxPool"),
    "MatMul": { draft, node, operands in
      guard let data = operands.first, operands.count == 1,
        let input = draft.draft.values[data].shape?.last, let output = node.outputShapes.first?.last
      else { return false }
      draft.add("Gemm", [data, draft.weight([input, output])], [draft.result])
      return true
    },
    "BiasAdd": { draft, node, operands in
      guard let data = operands.first, let channels = node.outputShapes.first?.last else {
        return false
      }
      let bias = draft.weight([channels])
      if !draft.merge(bias: bias, of: data) { draft.add("Add", [data, bias], [draft.result]) }
      return true
    },
    "FusedBatchNorm": normalise, "FusedBatchNormV2": normalise, "FusedBatchNormV3": normalise,
    "Relu6": { draft, _, operands in
      draft.add("Clip", operands, [draft.result], clipBounds(0, 6))
      return true
    },
    "Mean": { draft, node, operands in
      guard let data = operands.first, let axes = node.ints("reduction_indices") else {
        return false
      }
      // What nn-Meter says of the operand is the shape of the result.
      let keeps = node.outputShapes.first?.count == 4
      draft.add(
        "ReduceMean", [data], [draft.result],
        [.ints("axes", axes), .int("keepdims", keeps ? 1 : 0)]
      )
      return true
    },
    "Reshape": { draft, node, operands in
      guard let data = operands.first,
        let shape = node.ints("shape") ?? operands.last.flatMap({ draft.ints([$0], 0) })
      else { return false }
      draft.add("Reshape", [data, draft.constant(shape)], [draft.result])
      return true
    },
    "Concat": concatenate, "ConcatV2": concatenate,
    "Transpose": { draft, node, operands in
      guard let data = operands.first,
        let order = node.ints("perm") ?? operands.last.flatMap({ draft.ints([$0], 0) })
      else { return false }
      draft.add("Transpose", [data], [draft.result], [.ints("perm", order)])
      return true
    },
    "Pad": { draft, node, operands in
      guard let data = operands.first, let pairs = node.ints("paddings") else { return false }
      return draft.pad(data, by: pairs, "constant", into: [draft.result])
    },
  ]

  private static let concatenate: Rule = { draft, node, operands in
    guard let axis = node.ints("axis")?.first else { return false }
    let parts = operands.filter { !draft.draft.values[$0].isWeight }
    draft.add("Concat", parts, [draft.result], [.int("axis", axis)])
    return true
  }

  private static let normalise: Rule = { draft, node, operands in
    guard let data = operands.first, let channels = node.outputShapes.first?.last else {
      return false
    }
    let weights = (0..<4).map { _ in draft.weight([channels]) }
    draft.add(
      "BatchNormalization", [data] + weights, [draft.result], [.text("data_format", "NHWC")])
    return true
  }

  private static func pool(_ op: String) -> Rule {
    { draft, node, operands in
      // ONNX's operators of this name have a kernel_shape, and stay as they are.
      guard let kernel = node.ints("ksize"), kernel.count == 2,
        let window = window(node, kernel: kernel)
      else { return false }
      draft.add(op, operands, [draft.result], window.filter { !$0.isNamed("dilations") })
      return true
    }
  }

  /// The attributes of a window; `nil` if the file's make no sense.
  private static func window(_ node: NNMeterGraph.Node, kernel: [Int64]) -> [Attribute]? {
    guard let strides = node.ints("strides"), strides.count == 2 else { return nil }
    let dilations = node.ints("dilations") ?? [1, 1]
    guard dilations.count == 2 else { return nil }
    return [
      .text("auto_pad", node.text("padding") == "SAME" ? "SAME_UPPER" : "VALID"),
      .text("data_format", "NHWC"), .ints("dilations", dilations), .ints("kernel_shape", kernel),
      .ints("strides", strides),
    ]
  }
}

extension [Int64] {
  fileprivate var dimensions: [DraftDimension] {
    map { size in Int(exactly: size).flatMap { $0 >= 0 ? .value($0) : nil } ?? .unknown }
  }
}
