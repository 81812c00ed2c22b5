import ComputationGraph

/// Operators that pick elements out of a tensor, or put some in.
let indexingRules: [String: ShapeRule] = [
  "Gather": gather,
  "GatherElements": { node in node.set(shape: node.shape(1)) },
  "GatherND": gatherTuples,
  "Slice": slice,
  "Scatter": { node in node.set(shape: node.shape(0)) },
  "ScatterElements": { node in node.set(shape: node.shape(0)) },
  "ScatterND": { node in node.set(shape: node.shape(0)) },
  "TensorScatter": { node in node.set(shape: node.shape(0)) },
  "ReverseSequence": { node in node.set(shape: node.shape(0)) },
  "Trilu": { node in
    if node.operand(1) == nil { _ = node.int("k", standard: 0) }
    _ = node.int("k", orOperand: 1)
    node.set(shape: node.shape(0))
  },
  "OneHot": { node in
    let depth = node.int("depth", orOperand: 1).flatMap { Int(exactly: $0) }
    guard var shape = node.shape(0),
      let axis = node.axis(node.int("axis") ?? -1, rank: shape.count + 1)
    else { return node.set(shape: nil, type: node.type(2)) }
    node.set("axis", .int(Int64(axis)))
    shape.insert(depth, at: axis)
    node.set(shape: shape, type: node.type(2))
  },
  "NonZero": { node in
    node.note("how many elements are not zero is only known while running")
    node.set(shape: [node.shape(0)?.count, nil], type: .int64)
  },
  "Compress": { node in
    guard var shape = node.shape(0) else { return node.set(shape: nil) }
    node.note("how many elements are kept is only known while running")
    guard let axis = node.int("axis") else { return node.set(shape: [nil]) }
    guard let position = node.axis(axis, rank: shape.count) else { return node.set(shape: nil) }
    shape[position] = nil
    node.set(shape: shape)
  },
  "NonMaxSuppression": { node in
    node.note("how many boxes are kept is only known while running")
    node.set(shape: [nil, 3], type: .int64)
  },
  "Unique": { node in
    node.note("how many elements differ is only known while running")
    node.set(shape: node.int("axis") == nil ? [nil] : nil)
    for output in node.outputs.indices.dropFirst() { node.set(output, shape: [nil], type: .int64) }
  },
]

/// data [… D …], indices [I…] → [… I… …]
private func gather(_ node: inout NodeInference) {
  guard let input = node.shape(0), let indices = node.shape(1),
    let axis = node.axis(node.int("axis") ?? 0, rank: input.count)
  else { return node.set(shape: nil) }
  node.set("axis", .int(Int64(axis)))
  let shape = Array(input[..<axis]) + indices + Array(input[(axis + 1)...])
  var value: ConstantValue?
  if let constant = node.operand(0)?.constant, let dims = input.small, shape.small != nil,
    let wanted = node.operand(1)?.constant?.ints
  {
    let size = dims[axis]
    let picked = wanted.map { Int(exactly: $0 < 0 ? $0 &+ Int64(size) : $0) ?? -1 }
    if picked.allSatisfy({ $0 >= 0 && $0 < size }) {
      var picks = dims.map { Array(0..<$0) }
      picks[axis] = picked
      value = constant.gathered(selectedPositions(in: dims, picks))
    } else {
      node.note("an index outside of dimension \(axis), which is \(size)")
    }
  }
  node.set(shape: shape, constant: value)
}

/// data [B…, D…], indices [B…, I…, k] → [B…, I…, rest of D after k dimensions]
private func gatherTuples(_ node: inout NodeInference) {
  guard let input = node.shape(0), let indices = node.shape(1), let tuple = indices.last ?? nil
  else { return node.set(shape: nil) }
  let batches = Extent(node.int("batch_dims") ?? 0)
  guard let taken = (batches + Extent(tuple)).value, taken >= 0, taken <= input.count else {
    node.note("indices of \(tuple) numbers into rank \(input.count)")
    return node.set(shape: nil)
  }
  node.set(shape: Array(indices.dropLast()) + Array(input[taken...]))
}
