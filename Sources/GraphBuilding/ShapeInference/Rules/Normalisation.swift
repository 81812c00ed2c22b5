import ComputationGraph

let normalisationRules: [String: ShapeRule] = [
  "BatchNormalization": { node in
    node.set(shape: node.shape(0))
    // Running and saved means and variances, which only training computes.
    for output in node.outputs.indices.dropFirst() {
      node.set(output, shape: node.shape(1), type: node.type(1))
    }
  },
  "GroupNormalization": keepShape,
  "InstanceNormalization": keepShape,
  "LRN": keepShape,
  "LpNormalization": normaliseAlongAxis,
  "MeanVarianceNormalization": { node in
    let axes = node.ints("axes") ?? [0, 2, 3]
    let rank = node.shape(0)?.count
    if let rank, let positions = node.axes(axes, rank: rank) { node.set("axes", positions) }
    node.set(shape: node.shape(0))
  },
  "LayerNormalization": { node in
    normaliseAlongAxis(&node)
    var mean = node.shape(0)
    if let axis = node.int("axis"), let rank = mean?.count, axis >= 0 {
      for index in Int(axis)..<rank { mean?[index] = 1 }
    }
    node.set(1, shape: mean, type: .float32)
    node.set(2, shape: mean, type: .float32)
  },
  "RMSNormalization": normaliseAlongAxis,
]

private func keepShape(_ node: inout NodeInference) {
  node.set(shape: node.shape(0))
}

private func normaliseAlongAxis(_ node: inout NodeInference) {
  if let rank = node.shape(0)?.count, let axis = node.axis(node.int("axis") ?? -1, rank: rank) {
    node.set("axis", .int(Int64(axis)))
  }
  node.set(shape: node.shape(0))
}
