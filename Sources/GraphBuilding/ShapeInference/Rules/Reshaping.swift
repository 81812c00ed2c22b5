import ComputationGraph

/// Operators that keep the elements and change the dimensions or their order.
let reshapingRules: [String: ShapeRule] = [
  "Identity": { node in node.set(shape: node.shape(0), constant: node.operand(0)?.constant) },
  "Reshape": reshape,
  "Flatten": flatten,
  "Squeeze": squeeze,
  "Unsqueeze": unsqueeze,
  "Transpose": transpose,
  "DepthToSpace": { node in
    guard let input = node.shape(0), input.count == 4, let size = node.int("blocksize") else {
      return node.set(shape: nil)
    }
    let block = Extent(size)
    node.set(shape: [
      input[0], (Extent(input[1]) / (block * block)).value, (Extent(input[2]) * block).value,
      (Extent(input[3]) * block).value,
    ])
  },
  "SpaceToDepth": { node in
    guard let input = node.shape(0), input.count == 4, let size = node.int("blocksize") else {
      return node.set(shape: nil)
    }
    let block = Extent(size)
    node.set(shape: [
      input[0], (Extent(input[1]) * block * block).value, (Extent(input[2]) / block).value,
      (Extent(input[3]) / block).value,
    ])
  },
]

private func reshape(_ node: inout NodeInference) {
  let keepsZero = node.int("allowzero") == 1
  let partial = node.operand(1)?.constant?.partialInts ?? node.ints("shape").map { $0.map { $0 } }
  guard let partial else {
    let rank = node.shape(1)?.first ?? nil
    let isSane = rank.map { $0 >= 0 && $0 <= 64 } ?? false
    node.note("the new shape is computed while running")
    return node.set(shape: isSane ? Array(repeating: nil, count: rank ?? 0) : nil)
  }
  let input = node.shape(0)
  var target = partial
  followBatch(&target, keepsZero: keepsZero, &node)
  var shape: Shape = target.enumerated().map { axis, size in
    guard let size, size >= 0 else { return nil }
    if size == 0, !keepsZero { return input.flatMap { axis < $0.count ? $0[axis] : nil } }
    return Int(exactly: size)
  }
  if let open = target.firstIndex(of: -1), let total = input?.product.value {
    let rest = shape.enumerated().filter { $0.offset != open }.map(\.element)
    if let others = rest.product.value, others > 0 {
      if total % others == 0 {
        shape[open] = total / others
      } else {
        node.note("\(total) elements do not divide by \(others)")
      }
    } else if total == 0 {
      shape[open] = 0
    }
  }
  if let before = input?.product.value, let after = shape.product.value, before != after {
    node.note("\(before) elements become \(after)")
    return node.set(shape: Array(repeating: nil, count: shape.count))
  }
  let known = shape.compactMap { $0 }
  if known.count == shape.count {
    // However the file spelled it, this is the shape.
    node.set("shape", known)
    node.drop("allowzero")
  } else if let spelled = node.operand(1)?.constant?.ints {
    node.set("shape", .ints(spelled))
  }
  node.set(shape: shape, constant: node.operand(0)?.constant)
}

/// A file for batch 1 may say `[1, 512]` where it means the batch. It follows the batch that was
/// asked for if the number of elements demands it, or leaves it open and dimension 0 agrees.
private func followBatch(
  _ target: inout [Int64?], keepsZero: Bool, _ node: inout NodeInference
) {
  guard let change = node.batchChange, change.old > 0, let first = target.first ?? nil, first > 0,
    first % Int64(change.old) == 0, node.operand(0)?.isWeight == false,
    let input = node.shape(0), let total = input.product.value
  else { return }
  let isOpen = target.contains(-1)
  let sizes: [Int?] = target.enumerated().map { axis, size in
    guard let size, size != -1 else { return isOpen ? 1 : nil }
    if size == 0, !keepsZero { return axis < input.count ? input[axis] : nil }
    return Int(exactly: size)
  }
  guard let count = sizes.product.value, count > 0 else { return }
  let (scaled, overflow) = (first / Int64(change.old)).multipliedReportingOverflow(
    by: Int64(change.new))
  let (wanted, tooMany) = (count / Int(first)).multipliedReportingOverflow(by: Int(scaled))
  guard !overflow, !tooMany, wanted > 0 else { return }
  let demands =
    isOpen
    ? first == Int64(change.old) && input.first == change.new && total % wanted == 0
    : total != count && total == wanted
  guard demands else { return }
  target[0] = scaled
  node.note("the shape's first number \(first) follows the batch and becomes \(scaled)")
}

private func flatten(_ node: inout NodeInference) {
  let axis = node.int("axis", standard: 1)
  guard let input = node.shape(0) else { return node.set(shape: [nil, nil]) }
  let position = axis < 0 ? axis &+ Int64(input.count) : axis
  guard position >= 0, position <= Int64(input.count) else {
    node.note("axis \(axis) of a tensor of rank \(input.count)")
    return node.set(shape: [nil, nil])
  }
  node.set("axis", .int(position))
  let split = Int(position)
  node.set(
    shape: [input[..<split].product.value, input[split...].product.value],
    constant: node.operand(0)?.constant)
}

private func squeeze(_ node: inout NodeInference) {
  let axes = node.ints("axes", orOperand: 1)
  guard let input = node.shape(0), axes != nil || node.operand(1) == nil else {
    return node.set(shape: nil)
  }
  let dropped: [Int]?
  if let axes {
    dropped = node.axes(axes, rank: input.count)
  } else {
    // Without axes all dimensions of 1 go, which has to be known of each.
    dropped = input.contains(nil) ? nil : input.indices.filter { input[$0] == 1 }
  }
  guard let dropped else { return node.set(shape: nil) }
  for axis in dropped where (input[axis] ?? 1) != 1 {
    node.note("dimension \(axis) is \(input[axis] ?? 0), not 1")
  }
  node.set("axes", dropped)
  let shape = input.indices.filter { !dropped.contains($0) }.map { input[$0] }
  node.set(shape: shape, constant: node.operand(0)?.constant)
}

private func unsqueeze(_ node: inout NodeInference) {
  guard let axes = node.ints("axes", orOperand: 1), let input = node.shape(0), axes.count <= 64,
    let inserted = node.axes(axes, rank: input.count + axes.count)
  else { return node.set(shape: nil) }
  node.set("axes", inserted)
  var shape = input
  for axis in inserted { shape.insert(1, at: min(axis, shape.count)) }
  node.set(shape: shape, constant: node.operand(0)?.constant)
}

private func transpose(_ node: inout NodeInference) {
  let given = node.ints("perm", orOperand: 1)
  guard let input = node.shape(0), given != nil || node.operand(1) == nil else {
    let rank = given?.count ?? node.shape(0)?.count
    return node.set(shape: rank.map { Array(repeating: nil, count: $0) })
  }
  let order =
    given.map { $0.compactMap { Int(exactly: $0) } }
    ?? input.indices.reversed()
  guard order.sorted() == Array(input.indices) else {
    node.note("perm is not an order of \(input.count) dimensions")
    return node.set(shape: nil)
  }
  node.set("perm", order)
  let value = node.operand(0)?.constant
  let positions = value == nil ? nil : input.small.map { transposedPositions(of: $0, by: order) }
  node.set(shape: order.map { input[$0] }, constant: positions.flatMap { value?.gathered($0) })
}
