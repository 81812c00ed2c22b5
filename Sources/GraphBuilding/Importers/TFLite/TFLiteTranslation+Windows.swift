import ComputationGraph
import ModelFormats

/// Convolutions and pools. Data are [N, H, W, C]; weights are told in ONNX's order with dimension 1
/// moved to the end.
extension TFLiteTranslation {
  static let windowRules: [String: Rule] = [
    // Weights [O, H, W, I/group]
    "CONV_2D": { draft, applied in
      guard applied.inputs.count >= 2, applied.inputs[1] >= 0,
        let filters = draft.sizes(of: applied.inputs[1]), filters.count == 4,
        let window = window(applied, kernel: Array(filters[1...2]))
      else { return false }
      let channels = draft.draft.values[applied.inputs[0]].shape?.last?.value ?? filters[3]
      let group = filters[3] > 0 && channels % filters[3] == 0 ? channels / filters[3] : 1
      draft.add(
        "Conv", applied.inputs, applied.outputs, window + [.int("group", Int64(max(group, 1)))])
      return true
    },
    // Weights [1, H, W, C * multiplier]
    "DEPTHWISE_CONV_2D": { draft, applied in
      guard applied.inputs.count >= 2, applied.inputs[1] >= 0,
        let filters = draft.sizes(of: applied.inputs[1]), filters.count == 4, filters[0] == 1,
        let channels = draft.draft.values[applied.inputs[0]].shape?.last?.value,
        let window = window(applied, kernel: Array(filters[1...2])),
        let weights = draft.reordered(applied.inputs[1], [3, 1, 2, 0])
      else { return false }
      var operands = applied.inputs
      operands[1] = weights
      draft.add("Conv", operands, applied.outputs, window + [.int("group", Int64(channels))])
      return true
    },
    // Operands: the shape of the result, which is that of the output where it is computed, weights
    // [O, H, W, I], data, and often a bias
    "TRANSPOSE_CONV": { draft, applied in
      guard applied.inputs.count >= 3, applied.inputs[1] >= 0, applied.inputs[2] >= 0,
        let filters = draft.sizes(of: applied.inputs[1]), filters.count == 4,
        let size = draft.ints(applied, 0)
          ?? applied.outputs.first.flatMap({ draft.sizes(of: $0) })?.map(Int64.init),
        size.count == 4, let window = window(applied, kernel: Array(filters[1...2])),
        let weights = draft.reordered(applied.inputs[1], [3, 1, 2, 0])
      else { return false }
      draft.add(
        "ConvTranspose", [applied.inputs[2], weights] + applied.inputs.dropFirst(3),
        applied.outputs, window + [.ints("output_shape", Array(size[1...2]))])
      return true
    },
    "AVERAGE_POOL_2D": pool("AveragePool"),
    "MAX_POOL_2D": pool("MaxPool"),
    "L2_POOL_2D": pool("LpPool"),
    "DEPTH_TO_SPACE": moveBlocks("DepthToSpace"),
    "SPACE_TO_DEPTH": moveBlocks("SpaceToDepth"),
    // Operands: data, the sides of a block, and what is added or taken away around the picture.
    "SPACE_TO_BATCH_ND": moveBatch("SpaceToBatchND", "paddings"),
    "BATCH_TO_SPACE_ND": moveBatch("BatchToSpaceND", "crops"),
    "RESIZE_BILINEAR": resize("linear"),
    "RESIZE_NEAREST_NEIGHBOR": resize("nearest"),
    "LOCAL_RESPONSE_NORMALIZATION": { draft, applied in
      guard let radius = applied.option("radius"), radius >= 0, radius < 1 << 20 else {
        return false
      }
      let size = 2 * radius + 1
      var attributes: [Attribute] = [.text("data_format", "NHWC"), .int("size", size)]
      for (name, scale) in [("bias", 1), ("alpha", Float(size)), ("beta", 1)] {
        guard case .float(let value) = applied.value(name) ?? .float(0) else { return false }
        attributes.append(Attribute(name: name, value: .float(value * scale)))
      }
      draft.add("LRN", applied.inputs, applied.outputs, attributes)
      return true
    },
  ]

  /// The attributes of a window; `nil` if the file's make no sense.
  private static func window(_ applied: TFLiteOperator, kernel: [Int]) -> [Attribute]? {
    guard let height = applied.option("stride_h"), let width = applied.option("stride_w"),
      height > 0, width > 0
    else { return nil }
    let dilations = [
      applied.option("dilation_h_factor") ?? 1, applied.option("dilation_w_factor") ?? 1,
    ]
    return [
      .text("auto_pad", applied.option("padding") == 0 ? "SAME_UPPER" : "VALID"),
      .text("data_format", "NHWC"), .ints("dilations", dilations),
      .ints("kernel_shape", kernel.map(Int64.init)), .ints("strides", [height, width]),
    ]
  }

  private static func pool(_ op: String) -> Rule {
    { draft, applied in
      guard let height = applied.option("filter_height"),
        let width = applied.option("filter_width"),
        let window = window(applied, kernel: [Int(height), Int(width)])
      else { return false }
      draft.add(op, applied.inputs, applied.outputs, window.filter { $0.name != "dilations" })
      return true
    }
  }

  private static func moveBlocks(_ op: String) -> Rule {
    { draft, applied in
      guard let size = applied.option("block_size"), size > 0 else { return false }
      draft.add(
        op, applied.inputs, applied.outputs,
        [.int("blocksize", size), .text("data_format", "NHWC")])
      return true
    }
  }

  /// Operands: data and the new height and width.
  private static func moveBatch(_ op: String, _ around: String) -> Rule {
    { draft, applied in
      guard let block = draft.ints(applied, 1), let pairs = draft.ints(applied, 2) else {
        return false
      }
      draft.add(
        "tensorflow.\(op)", [applied.inputs[0]], applied.outputs,
        [.ints("block_shape", block), .ints(around, pairs)])
      return true
    }
  }

  private static func resize(_ mode: String) -> Rule {
    { draft, applied in
      guard let result = applied.outputs.first, draft.rank(of: result) == 4 else { return false }
      return draft.resize(
        applied.inputs, mode, alignsCorners: applied.option("align_corners") == 1,
        centresPixels: applied.option("half_pixel_centers") == 1, into: applied.outputs)
    }
  }
}
