import ComputationGraph

/// Operators that put tensors together, take them apart, or repeat them.
let joiningRules: [String: ShapeRule] = [
  "Concat": concatenate,
  "Split": split,
  "Tile": tile,
  "Pad": pad,
  "Expand": expand,
]

private func concatenate(_ node: inout NodeInference) {
  let shapes = node.operands.map { $0?.shape }
  let known = shapes.compactMap { $0 }
  guard let rank = known.first?.count else { return node.set(shape: nil) }
  // Version 1 let the axis default to 1.
  let axis = node.int("axis", standard: 1)
  guard let position = node.axis(axis, rank: rank) else { return node.set(shape: nil) }
  node.set("axis", .int(Int64(position)))
  guard known.allSatisfy({ $0.count == rank }) else {
    node.note("operands of different rank")
    return node.set(shape: nil)
  }
  var shape = known[0]
  for other in known.dropFirst() {
    for index in 0..<rank where index != position {
      if let left = shape[index], let right = other[index], left != right {
        node.note("dimension \(index) is \(left) and \(right)")
        return node.set(shape: nil)
      }
      shape[index] = shape[index] ?? other[index]
    }
  }
  shape[position] =
    known.count == shapes.count
    ? known.reduce(0 as Extent) { $0 + Extent($1[position]) }.value : nil
  node.set(shape: shape, constant: rank == 1 ? joined(node.operands) : nil)
}

/// The elements of one-dimensional constants, one after the other. Where a few whole numbers are
/// known only by their count, the others still are.
private func joined(_ operands: [ValueFact?]) -> ConstantValue? {
  var ints: [Int64?] = []
  var floats: [Double] = []
  for operand in operands {
    guard ints.count + floats.count <= ConstantValue.limit else { return nil }
    switch operand?.constant?.elements {
    case .ints(let more): ints += more
    case .floats(let more): floats += more
    case nil:
      guard let count = operand?.count, operand?.type?.isFloat == false, count <= 64 else {
        return nil
      }
      ints += Array(repeating: nil, count: count)
    }
  }
  if floats.isEmpty { return ConstantValue(ints) }
  return ints.isEmpty ? ConstantValue(floats) : nil
}

private func split(_ node: inout NodeInference) {
  let parts = node.outputs.count
  let given = node.ints("split", orOperand: 1)
  let axis = node.int("axis", standard: 0)
  guard let input = node.shape(0), let position = node.axis(axis, rank: input.count) else {
    for output in 0..<parts { node.set(output, shape: nil) }
    return
  }
  node.set("axis", .int(Int64(position)))
  var sizes: [Int?] = Array(repeating: nil, count: parts)
  if let given {
    if given.count == parts {
      sizes = given.map { Int(exactly: $0) }
    } else {
      node.note("split has \(given.count) numbers for \(parts) outputs")
    }
  } else if node.operand(1) == nil, let size = input[position], parts > 0 {
    // Equal parts; the last is smaller if they cannot be.
    let part = Extent(size).dividedUp(by: Extent(parts))
    for output in 0..<parts {
      sizes[output] = (Extent(size) - part * Extent(output)).value.map {
        min(max($0, 0), part.value ?? 0)
      }
    }
    let known = sizes.compactMap { $0 }
    if known.count == parts, position > 0 || parts == 1 { node.set("split", known) }
  }
  node.drop("num_outputs")
  for output in 0..<parts {
    var shape = input
    shape[position] = sizes[output]
    node.set(output, shape: shape)
  }
}

private func tile(_ node: inout NodeInference) {
  guard let repeats = node.ints("repeats", orOperand: 1), let input = node.shape(0),
    repeats.count == input.count
  else { return node.set(shape: node.shape(0).map { Array(repeating: nil, count: $0.count) }) }
  let shape = zip(input, repeats).map { (Extent($0) * Extent($1)).value }
  var value: ConstantValue?
  if let constant = node.operand(0)?.constant, let dims = input.small, let target = shape.small {
    let picks = zip(dims, target).map { size, count in (0..<count).map { $0 % max(size, 1) } }
    value = constant.gathered(selectedPositions(in: dims, picks))
  }
  node.set(shape: shape, constant: value)
}

private func pad(_ node: inout NodeInference) {
  let spelled = node.ints("paddings")
  if let spelled { node.set("pads", .ints(spelled)) }
  node.drop("paddings")
  node.foldNumber("value", operand: 2)
  if node.operand(2) == nil, node.attribute("value") == nil, node.text("mode") == "constant" {
    node.set("value", .float(0))
  }
  guard let input = node.shape(0) else {
    _ = node.ints("pads", orOperand: 1)
    return node.set(shape: nil)
  }
  let rank = input.count
  guard var pads = node.ints("pads", orOperand: 1) else {
    return node.set(shape: Array(repeating: nil, count: rank))
  }
  if let axes = node.operand(3)?.constant?.ints, pads.count == 2 * axes.count {
    var full = Array(repeating: 0 as Int64, count: 2 * rank)
    for (index, axis) in axes.enumerated() {
      guard let position = node.axis(axis, rank: rank) else { return node.set(shape: nil) }
      full[position] = pads[index]
      full[position + rank] = pads[index + axes.count]
    }
    pads = full
    node.set("pads", .ints(pads))
  }
  guard pads.count == 2 * rank else {
    node.note("pads has \(pads.count) numbers; expected \(2 * rank)")
    return node.set(shape: Array(repeating: nil, count: rank))
  }
  node.set(
    shape: (0..<rank).map { (Extent(input[$0]) + Extent(pads[$0]) + Extent(pads[$0 + rank])).value }
  )
}

private func expand(_ node: inout NodeInference) {
  let target = node.operand(1)?.constant?.partialInts ?? node.ints("shape").map { $0.map { $0 } }
  _ = node.ints("shape", orOperand: 1)
  guard let input = node.shape(0), let target else {
    let rank = (node.shape(1)?.first ?? nil).map { max($0, node.shape(0)?.count ?? 0) }
    let isSane = node.shape(0) != nil && rank.map { $0 <= 64 } ?? false
    return node.set(shape: isSane ? Array(repeating: nil, count: rank ?? 0) : nil)
  }
  // Exporters write -1 for a dimension that stays.
  let sizes = target.map { $0.flatMap { Int(exactly: $0 == -1 ? 1 : $0) } }
  let shape = broadcast([input, sizes], &node)
  node.set(shape: shape, constant: shape?.small.flatMap { stretched(node.operand(0), to: $0) })
}
