import ComputationGraph

let poolingRules: [String: ShapeRule] = [
  "AveragePool": pool,
  "LpPool": pool,
  "MaxPool": pool,
  "GlobalAveragePool": poolGlobally,
  "GlobalLpPool": poolGlobally,
  "GlobalMaxPool": poolGlobally,
  "MaxUnpool": unpool,
  "MaxRoiPool": { node in
    let size = node.ints("pooled_shape")?.map { Int(exactly: $0) } ?? [nil, nil]
    node.set(shape: regions(node, node.shape(1)?.first ?? nil, size))
  },
  "RoiAlign": { node in
    let height = node.int("output_height", standard: 1)
    let width = node.int("output_width", standard: 1)
    let size = [Int(exactly: height), Int(exactly: width)]
    node.set(shape: regions(node, node.shape(1)?.first ?? nil, size))
  },
]

/// X [N, C, D…] → [N, C, D′…]; the second output of MaxPool holds positions.
private func pool(_ node: inout NodeInference) {
  guard let input = node.shape(0), input.count >= 2 else { return node.set(shape: nil) }
  let rank = input.count - 2
  let shape: Shape
  if var window = SlidingWindow(&node, rank: rank) {
    shape = window.slide(over: input, channels: input[1], &node)
  } else {
    shape = [input[0], input[1]] + Array(repeating: nil, count: rank)
  }
  node.set(shape: shape)
  node.set(1, shape: shape, type: .int64)
}

/// X [N, C, D…] → [N, C, 1…]
private func poolGlobally(_ node: inout NodeInference) {
  guard let input = node.shape(0), input.count >= 2 else { return node.set(shape: nil) }
  node.set(shape: [input[0], input[1]] + Array(repeating: 1, count: input.count - 2))
}

private func unpool(_ node: inout NodeInference) {
  guard let input = node.shape(0), input.count >= 2 else { return node.set(shape: nil) }
  if let sizes = node.operand(2)?.constant?.ints, sizes.count == input.count {
    return node.set(shape: sizes.map { Int(exactly: $0) })
  }
  let rank = input.count - 2
  guard !node.isThere(2) else {
    node.note("how large the result is is only known while running")
    return node.set(shape: Array(repeating: nil, count: input.count))
  }
  guard let window = SlidingWindow(&node, rank: rank), window.pads.count == 2 * rank else {
    return node.set(shape: [input[0], input[1]] + Array(repeating: nil, count: rank))
  }
  let spatial = (0..<rank).map { axis in
    ((Extent(input[axis + 2]) - 1) * Extent(window.strides[axis]) + window.reach(axis)
      - Extent(window.pads[axis]) - Extent(window.pads[axis + rank])).value
  }
  node.set(shape: [input[0], input[1]] + spatial)
}

/// One window per region: [regions, C, height, width]
private func regions(_ node: NodeInference, _ count: Int?, _ size: [Int?]) -> Shape? {
  guard let input = node.shape(0), input.count >= 2 else { return nil }
  return [count, input[1]] + size
}
