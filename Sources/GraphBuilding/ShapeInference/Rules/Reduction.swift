import ComputationGraph

/// Operators that make one number out of many along some axes.
let reductionRules: [String: ShapeRule] = {
  var rules: [String: ShapeRule] = [
    "ArgMax": pickAlongAxis,
    "ArgMin": pickAlongAxis,
    "TopK": { node in
      let count = node.int("k", orOperand: 1)
      var shape = node.shape(0)
      if let rank = shape?.count, let position = node.axis(node.int("axis") ?? -1, rank: rank) {
        node.set("axis", .int(Int64(position)))
        shape?[position] = count.flatMap { Int(exactly: $0) }
      }
      node.set(shape: shape)
      node.set(1, shape: shape, type: .int64)
    },
  ]
  for op in ["L1", "L2", "LogSum", "LogSumExp", "Mean", "SumSquare"] {
    rules["Reduce" + op] = { reduce(&$0, nil) }
  }
  rules["ReduceMax"] = { reduce(&$0) { max($0, $1) } }
  rules["ReduceMin"] = { reduce(&$0) { min($0, $1) } }
  rules["ReduceProd"] = { reduce(&$0) { $0.multipliedReportingOverflow(by: $1).partialValue } }
  rules["ReduceSum"] = { reduce(&$0) { $0 &+ $1 } }
  return rules
}()

private func reduce(_ node: inout NodeInference, _ onIntegers: ((Int64, Int64) -> Int64)?) {
  let keepsDimensions = node.int("keepdims", standard: 1) == 1
  let keepsAll = node.int("noop_with_empty_axes") == 1
  let given = node.ints("axes", orOperand: 1)
  guard let input = node.shape(0), given != nil || node.operand(1) == nil else {
    return node.set(
      shape: keepsDimensions ? node.shape(0).map { Array(repeating: nil, count: $0.count) } : nil)
  }
  let rank = input.count
  let all = keepsAll ? [] : Array(0..<rank)
  guard let axes = (given ?? []).isEmpty ? all : node.axes(given ?? [], rank: rank) else {
    return node.set(shape: nil)
  }
  node.set("axes", axes)
  node.drop("noop_with_empty_axes")
  let shape: Shape =
    keepsDimensions
    ? input.indices.map { axes.contains($0) ? 1 : input[$0] }
    : input.indices.filter { !axes.contains($0) }.map { input[$0] }
  var value: ConstantValue?
  if rank <= 1, axes.count == rank, let onIntegers, let ints = node.operand(0)?.constant?.ints,
    let first = ints.first
  {
    value = ConstantValue([ints.dropFirst().reduce(first, onIntegers)])
  }
  node.set(shape: shape, constant: value)
}

private func pickAlongAxis(_ node: inout NodeInference) {
  guard var shape = node.shape(0), let axis = node.axis(node.int("axis") ?? 0, rank: shape.count)
  else { return node.set(shape: nil, type: .int64) }
  node.set("axis", .int(Int64(axis)))
  if node.int("keepdims") == 0 { shape.remove(at: axis) } else { shape[axis] = 1 }
  node.set(shape: shape, type: .int64)
}
