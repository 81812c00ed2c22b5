import ComputationGraph

/// Operators that change the resolution of a picture.
let resizingRules: [String: ShapeRule] = [
  "Resize": resize,
  "Upsample": upsample,
  "GridSample": { node in
    guard let input = node.shape(0), let grid = node.shape(1), input.count == grid.count,
      input.count > 2
    else { return node.set(shape: nil) }
    node.set(shape: [input[0], input[1]] + Array(grid.dropFirst().dropLast()))
  },
  "CenterCropPad": { node in
    guard var shape = node.shape(0), let sizes = node.operand(1)?.constant?.ints else {
      return node.set(shape: node.shape(0).map { Array(repeating: nil, count: $0.count) })
    }
    let axes =
      node.ints("axes").flatMap { node.axes($0, rank: shape.count) } ?? Array(shape.indices)
    for (axis, size) in zip(axes, sizes) { shape[axis] = Int(exactly: size) }
    node.set(shape: shape)
  },
]

private func resize(_ node: inout NodeInference) {
  // Version 10 had no region of interest between X and the scales.
  let scalesAt = node.opset < 11 ? 1 : 2
  if node.text("coordinate_transformation_mode") == nil {
    node.set(
      "coordinate_transformation_mode", .string(node.opset < 11 ? "asymmetric" : "half_pixel"))
  }
  completeMode(&node)
  guard let input = node.shape(0) else { return node.set(shape: nil) }
  let axes: [Int]
  if let given = node.ints("axes") {
    guard let positions = node.axes(given, rank: input.count) else { return node.set(shape: nil) }
    axes = given.count == positions.count ? positions : Array(input.indices)
  } else {
    axes = Array(input.indices)
  }
  if let sizes = node.operand(3)?.constant?.ints, sizes.count == axes.count,
    node.text("keep_aspect_ratio_policy") ?? "stretch" == "stretch"
  {
    var shape = input
    for (axis, size) in zip(axes, sizes) { shape[axis] = Int(exactly: size) }
    followBatch(&shape, node)
    let known = shape.compactMap { $0 }
    if known.count == shape.count { node.set("sizes", known) }
    node.drop("axes")
    return node.set(shape: shape)
  }
  if let scales = node.operand(scalesAt)?.constant?.floats, scales.count == axes.count,
    !scales.isEmpty
  {
    var full = Array(repeating: 1.0, count: input.count)
    for (axis, scale) in zip(axes, scales) { full[axis] = scale }
    node.drop("axes")
    node.set("scales", .floats(full.map(Float.init)))
    return node.set(shape: zip(input, full).map(scaled))
  }
  node.note("the scales are not known")
  node.set(shape: input.indices.map { axes.contains($0) ? nil : input[$0] })
}

/// Sizes that a file for another batch writes out.
private func followBatch(_ shape: inout Shape, _ node: NodeInference) {
  if let change = node.batchChange, shape.first == change.old, node.shape(0)?.first == change.new {
    shape[0] = change.new
  }
}

private func upsample(_ node: inout NodeInference) {
  completeMode(&node)
  guard let input = node.shape(0) else { return node.set(shape: nil) }
  var scales: [Double]?
  if let operand = node.operand(1) {
    scales = operand.constant?.floats
  } else if case .floats(let values) = node.attribute("scales") {
    scales = values.map(Double.init)
  } else if case .float(let height) = node.attribute("height_scale"),
    case .float(let width) = node.attribute("width_scale"), input.count == 4
  {
    scales = [1, 1, Double(height), Double(width)]
  }
  guard let scales, scales.count == input.count else {
    node.note("the scales are not known")
    return node.set(shape: Array(repeating: nil, count: input.count))
  }
  node.drop("height_scale")
  node.drop("width_scale")
  node.set("scales", .floats(scales.map(Float.init)))
  node.set(shape: zip(input, scales).map(scaled))
}

private func completeMode(_ node: inout NodeInference) {
  if node.text("mode") == nil { node.set("mode", .string("nearest")) }
  // An early name of the same.
  if node.text("mode") == "bilinear" { node.set("mode", .string("linear")) }
}

private func scaled(_ size: Int?, _ scale: Double) -> Int? {
  // Scales are single-precision numbers in the file.
  size.flatMap { Int(exactly: (Double(Float($0)) * scale).rounded(.down)) }
}
