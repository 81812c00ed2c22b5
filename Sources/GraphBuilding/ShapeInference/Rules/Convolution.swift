import ComputationGraph

let convolutionRules: [String: ShapeRule] = [
  "Conv": { convolve(&$0, weights: 1) },
  "ConvInteger": { convolve(&$0, weights: 1, type: .int32) },
  "QLinearConv": { node in convolve(&node, weights: 3, type: node.type(7)) },
  "DeformConv": { convolve(&$0, weights: 1) },
  "ConvTranspose": convolveTransposed,
]

/// X [N, C, D…], W [M, C/group, k…] → [N, M, D′…]
private func convolve(_ node: inout NodeInference, weights: Int, type: ElementType? = nil) {
  let filters = node.shape(weights)
  guard let input = node.shape(0), input.count >= 2 else {
    if let rank = node.shape(0)?.count { node.note("input of rank \(rank); expected 3 or more") }
    return node.set(shape: nil, type: type)
  }
  let rank = input.count - 2
  guard filters == nil || filters?.count == input.count else {
    node.note("weights of rank \(filters?.count ?? 0); expected \(input.count)")
    return node.set(shape: nil, type: type)
  }
  if node.int("group") == 0 { settleGroup(&node, input[1], filters) }
  let group = node.int("group").map(Extent.init) ?? 1
  if let filters, let channels = input[1], let perGroup = (Extent(filters[1]) * group).value,
    perGroup != channels
  {
    node.note("\(channels) channels; the weights expect \(perGroup)")
  }
  guard var window = SlidingWindow(&node, rank: rank, weights: filters) else {
    let unknown: [Int?] = Array(repeating: nil, count: rank)
    return node.set(shape: [input[0], filters?[0]] + unknown, type: type)
  }
  node.set(shape: window.slide(over: input, channels: filters?[0] ?? nil, &node), type: type)
}

/// TensorFlow's files leave the number of groups to the channels that the data have: it is written 0.
private func settleGroup(_ node: inout NodeInference, _ channels: Int?, _ filters: Shape?) {
  var group = 1
  if let channels, let perGroup = filters?[1], perGroup > 0, channels % perGroup == 0 {
    group = max(channels / perGroup, 1)
  }
  node.set("group", .int(Int64(group)))
}

/// X [N, C, D…], W [C, M/group, k…] → [N, M, D′…]
private func convolveTransposed(_ node: inout NodeInference) {
  guard let input = node.shape(0), input.count >= 2 else { return node.set(shape: nil) }
  let rank = input.count - 2
  let filters = node.shape(1)
  let group = node.int("group").map(Extent.init) ?? 1
  let channels = filters.flatMap { $0.count > 1 ? (Extent($0[1]) * group).value : nil }
  let unknown: [Int?] = Array(repeating: nil, count: rank)
  guard filters == nil || filters?.count == input.count,
    var window = SlidingWindow(&node, rank: rank, weights: filters),
    let extra = node.ints("output_padding", standard: 0, count: rank)
  else { return node.set(shape: [input[0], channels] + unknown) }
  let full = (0..<rank).map { axis in
    Extent(window.strides[axis]) * (Extent(input[axis + 2]) - 1) + Extent(extra[axis])
      + window.reach(axis)
  }
  var spatial: [Int?]
  if let wanted = node.ints("output_shape"), wanted.count >= rank {
    spatial = wanted.suffix(rank).map { Int(exactly: $0) }
    let totals = (0..<rank).map { (full[$0] - Extent(spatial[$0])).atLeast(0) }
    window.write(totals, upper: node.text("auto_pad") == "SAME_UPPER", &node)
    node.drop("output_shape")
  } else if window.pads.isEmpty {
    spatial = (0..<rank).map { (Extent(input[$0 + 2]) * Extent(window.strides[$0])).value }
    let totals = (0..<rank).map { (full[$0] - Extent(spatial[$0])).atLeast(0) }
    window.write(totals, upper: node.text("auto_pad") == "SAME_UPPER", &node)
  } else {
    spatial = (0..<rank).map {
      (full[$0] - Extent(window.pads[$0]) - Extent(window.pads[$0 + rank])).value
    }
  }
  for (axis, size) in spatial.enumerated() where (size ?? 0) < 0 {
    node.note("the padding is larger than dimension \(axis + 2)")
    spatial[axis] = nil
  }
  node.set(shape: [input[0], channels] + spatial)
}
