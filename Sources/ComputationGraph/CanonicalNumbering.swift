/// The numbers that a canonical walk has given.
struct CanonicalNumbering {
  /// The graph's nodes, inputs and weights in the order of the walk.
  var nodes: [Int] = []
  var inputs: [Int] = []
  var weights: [Int] = []
  /// The number of each node, input and weight; -1 where the walk has not been.
  var nodeNumbers: [Int]
  var inputNumbers: [Int]
  var weightNumbers: [Int]

  init(_ graph: Graph) {
    nodeNumbers = Array(repeating: -1, count: graph.nodes.count)
    inputNumbers = Array(repeating: -1, count: graph.inputs.count)
    weightNumbers = Array(repeating: -1, count: graph.weights.count)
    nodes.reserveCapacity(graph.nodes.count)
    weights.reserveCapacity(graph.weights.count)
  }

  /// An operand under its new number.
  func renumbered(_ operand: Operand) -> Operand {
    switch operand {
    case .absent: .absent
    case .input(let input): .input(inputNumbers[input])
    case .node(let node, let output): .node(nodeNumbers[node], output: output)
    }
  }
}
