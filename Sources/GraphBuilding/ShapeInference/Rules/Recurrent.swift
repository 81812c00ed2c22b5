import ComputationGraph

let recurrentRules: [String: ShapeRule] = [
  "GRU": { recur(&$0, gates: 3) },
  "LSTM": { recur(&$0, gates: 4) },
  "RNN": { recur(&$0, gates: 1) },
]

/// X [steps, N, I], R [directions, gates · H, H] → Y [steps, directions, N, H], last states
/// [directions, N, H]; with layout 1 the batch comes first.
private func recur(_ node: inout NodeInference, gates: Int) {
  let weights = node.shape(2)
  if node.int("hidden_size") == nil, weights?.count == 3, let size = weights?[2] {
    node.set("hidden_size", .int(Int64(size)))
  }
  let hidden = node.int("hidden_size").flatMap { Int(exactly: $0) }
  let directions = node.text("direction") == "bidirectional" ? 2 : 1
  guard let input = node.shape(0), input.count == 3 else {
    for output in node.outputs.indices { node.set(output, shape: nil) }
    return
  }
  let isBatchFirst = node.int("layout") == 1
  let (steps, batch) = isBatchFirst ? (input[1], input[0]) : (input[0], input[1])
  node.set(
    0,
    shape: isBatchFirst ? [batch, steps, directions, hidden] : [steps, directions, batch, hidden])
  for output in node.outputs.indices.dropFirst() {
    node.set(
      output, shape: isBatchFirst ? [batch, directions, hidden] : [directions, batch, hidden])
  }
}
