import ComputationGraph

/// What is minimised while training; scores [N, C, D…], labels [N, D…] → a loss for each label, or one
/// for all.
let lossRules: [String: ShapeRule] = [
  "NegativeLogLikelihoodLoss": lose,
  "SoftmaxCrossEntropyLoss": { node in
    lose(&node)
    node.set(1, shape: node.shape(0))
  },
]

private func lose(_ node: inout NodeInference) {
  let isKept = node.text("reduction") == "none"
  if node.text("reduction") == nil { node.set("reduction", .string("mean")) }
  node.set(shape: isKept ? node.shape(1) : [])
}
