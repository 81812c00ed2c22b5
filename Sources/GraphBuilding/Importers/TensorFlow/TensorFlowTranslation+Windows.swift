import ComputationGraph
import ModelFormats

/// Convolutions and pools. Weights are told in ONNX's order, with dimension 1 moved to the end where
/// the channels of the data are there, too.
extension TensorFlowTranslation {
  static let windowRules: [String: Rule] = [
    // Weights [D…, I / group, O]; the number of groups follows from the data.
    "Conv2D": { draft, applied in draft.convolve(applied, rank: 2) },
    "Conv3D": { draft, applied in draft.convolve(applied, rank: 3) },
    "DepthwiseConv2dNative": { draft, applied in draft.convolveDepthwise(applied) },
    "Conv2DBackpropInput": { draft, applied in draft.convolveTransposed(applied, rank: 2) },
    "Conv3DBackpropInputV2": { draft, applied in draft.convolveTransposed(applied, rank: 3) },
    "AvgPool": pool("AveragePool"), "AvgPool3D": pool("AveragePool"),
    "MaxPool": pool("MaxPool"), "MaxPool3D": pool("MaxPool"),
    "MaxPoolWithArgmax": pool("MaxPool"),
    // Operands: data, sides, strides.
    "MaxPoolV2": { draft, applied in
      guard let kernel = applied.spatial(draft.ints(applied.inputs, 1)),
        let strides = applied.spatial(draft.ints(applied.inputs, 2)),
        let window = window(applied, kernel: kernel, strides: strides)
      else { return false }
      draft.add("MaxPool", [applied.inputs[0]], applied.outputs, window)
      return true
    },
    "DepthToSpace": moveBlocks("DepthToSpace"),
    "SpaceToDepth": moveBlocks("SpaceToDepth"),
    "ResizeBilinear": resize("linear"),
    "ResizeBicubic": resize("cubic"),
    "ResizeNearestNeighbor": resize("nearest"),
    // Operands: data, the sides of a block, and what is added or taken away around the picture.
    "SpaceToBatchND": moveBatch("SpaceToBatchND", "paddings"),
    "BatchToSpaceND": moveBatch("BatchToSpaceND", "crops"),
  ]

  /// The attributes of a window; `nil` if the file's make no sense.
  private static func window(
    _ applied: TensorFlowOperator, kernel: [Int64]?, strides: [Int64]? = nil
  ) -> [Attribute]? {
    guard let strides = strides ?? applied.spatial(applied.ints("strides")),
      strides.allSatisfy({ $0 > 0 })
    else { return nil }
    var attributes = applied.format + [.ints("strides", strides)]
    if let kernel { attributes.append(.ints("kernel_shape", kernel)) }
    switch applied.text("padding") {
    case "SAME": attributes.append(.text("auto_pad", "SAME_UPPER"))
    case "VALID": attributes.append(.text("auto_pad", "VALID"))
    case "EXPLICIT":
      guard let pairs = applied.ints("explicit_paddings"), pairs.count == 2 * (strides.count + 2)
      else { return nil }
      let first = applied.isChannelsLast ? 1 : 2
      let axes = first..<first + strides.count
      attributes.append(.ints("pads", axes.map { pairs[2 * $0] } + axes.map { pairs[2 * $0 + 1] }))
    default: return nil
    }
    return attributes
  }

  private static func dilated(_ applied: TensorFlowOperator) -> [Attribute]? {
    guard let given = applied.ints("dilations"), !given.isEmpty else { return [] }
    return applied.spatial(given).map { [.ints("dilations", $0)] }
  }

  /// The order in which ONNX has the dimensions of weights [D…, last but one, last].
  private static func weightOrder(_ rank: Int, isChannelsLast: Bool) -> [Int] {
    isChannelsLast
      ? [rank + 1] + Array(0..<rank) + [rank] : [rank + 1, rank] + Array(0..<rank)
  }

  /// The sides of the kernel, where the weights are known.
  private func kernel(_ weights: Int, rank: Int) -> [Int64]?? {
    guard let shape = draft.values[weights].shape else { return .some(nil) }
    guard shape.count == rank + 2 else { return nil }
    let sides = shape.prefix(rank).compactMap(\.value)
    return .some(sides.count == rank ? sides.map(Int64.init) : nil)
  }

  private mutating func convolve(_ applied: TensorFlowOperator, rank: Int) -> Bool {
    guard applied.inputs.count >= 2, let kernel = kernel(applied.inputs[1], rank: rank),
      let window = Self.window(applied, kernel: kernel), let dilations = Self.dilated(applied),
      let weights = ordered(
        applied.inputs[1], Self.weightOrder(rank, isChannelsLast: applied.isChannelsLast))
    else { return false }
    add(
      "Conv", [applied.inputs[0], weights], applied.outputs,
      window + dilations + [.int("group", 0)])
    return true
  }

  /// Weights [H, W, C, multiplier]
  private mutating func convolveDepthwise(_ applied: TensorFlowOperator) -> Bool {
    guard applied.inputs.count >= 2, let window = Self.window(applied, kernel: nil),
      let dilations = Self.dilated(applied), let sizes = sizes(of: applied.inputs[1]),
      sizes.count == 4
    else { return false }
    let count = sizes[2].multipliedReportingOverflow(by: sizes[3])
    guard !count.overflow else { return false }
    let isChannelsLast = applied.isChannelsLast
    let shape =
      isChannelsLast
      ? [count.partialValue, sizes[0], sizes[1], 1] : [count.partialValue, 1, sizes[0], sizes[1]]
    let source = applied.inputs[1]
    let weights = reform(source, as: "depthwise \(isChannelsLast)") { draft in
      guard draft.draft.values[source].isWeight else {
        let turned = draft.value(of: draft.type(of: source))
        let reshaped = draft.value(of: draft.type(of: source))
        draft.add("Transpose", [source], [turned], [.ints("perm", [2, 3, 0, 1])])
        draft.add("Reshape", [turned], [reshaped], [.ints("shape", shape.map(Int64.init))])
        return reshaped
      }
      var weight = draft.draft.values[source]
      weight.shape = shape.map { .value($0) }
      weight.constant = nil
      draft.draft.values.append(weight)
      return draft.draft.values.count - 1
    }
    guard let weights else { return false }
    let kernel = Attribute.ints("kernel_shape", [Int64(sizes[0]), Int64(sizes[1])])
    add(
      "Conv", [applied.inputs[0], weights], applied.outputs,
      window + dilations + [kernel, .int("group", Int64(sizes[2]))])
    return true
  }

  /// Operands: the shape of the result, weights [D…, O, I], data
  private mutating func convolveTransposed(_ applied: TensorFlowOperator, rank: Int) -> Bool {
    guard applied.inputs.count == 3, let kernel = kernel(applied.inputs[1], rank: rank),
      var attributes = Self.window(applied, kernel: kernel), let dilations = Self.dilated(applied),
      let weights = ordered(
        applied.inputs[1], Self.weightOrder(rank, isChannelsLast: applied.isChannelsLast))
    else { return false }
    attributes += dilations
    // Where the size is computed, it follows from the padding.
    if let size = ints(applied.inputs, 0), size.count == rank + 2 {
      let spatial = applied.isChannelsLast ? size[1...rank] : size[2...]
      attributes.append(.ints("output_shape", Array(spatial)))
    }
    add("ConvTranspose", [applied.inputs[2], weights], applied.outputs, attributes)
    return true
  }

  private static func pool(_ op: String) -> Rule {
    { draft, applied in
      guard let data = applied.inputs.first,
        let kernel = applied.spatial(applied.ints("ksize")),
        let window = window(applied, kernel: kernel)
      else { return false }
      draft.add(op, [data], applied.outputs, window)
      return true
    }
  }

  private static func moveBlocks(_ op: String) -> Rule {
    { draft, applied in
      guard let size = applied.int("block_size"), size > 0 else { return false }
      draft.add(op, applied.inputs, applied.outputs, applied.format + [.int("blocksize", size)])
      return true
    }
  }

  private static func moveBatch(_ op: String, _ around: String) -> Rule {
    { draft, applied in
      guard let block = draft.ints(applied.inputs, 1), let pairs = draft.ints(applied.inputs, 2)
      else { return false }
      draft.add(
        "tensorflow.\(op)", [applied.inputs[0]], applied.outputs,
        [.ints("block_shape", block), .ints(around, pairs)])
      return true
    }
  }

  private static func resize(_ mode: String) -> Rule {
    { draft, applied in
      draft.resize(
        applied.inputs, mode, alignsCorners: applied.flag("align_corners"),
        centresPixels: applied.flag("half_pixel_centers"), into: applied.outputs)
    }
  }
}
