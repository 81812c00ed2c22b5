/// The numbers that a canonical walk has given.
struct CanonicalNumbering: Sendable {
  /// The graph's nodes, inputs and weights in the order of the walk.
  private(set) var nodes: [Int32] = []
  private(set) var inputs: [Int32] = []
  private(set) var weights: [Int32] = []
  /// The number of each node, input and weight; -1 where the walk has not been.
  private(set) var nodeNumbers: [Int32] = []
  private(set) var inputNumbers: [Int32] = []
  private(set) var weightNumbers: [Int32] = []

  init() {}

  init(nodes nodeCount: Int, inputs inputCount: Int, weights weightCount: Int) {
    nodeNumbers = Array(repeating: -1, count: nodeCount)
    inputNumbers = Array(repeating: -1, count: inputCount)
    weightNumbers = Array(repeating: -1, count: weightCount)
    nodes.reserveCapacity(nodeCount)
    weights.reserveCapacity(weightCount)
  }

  mutating func number(node: Int) {
    nodeNumbers[node] = Int32(nodes.count)
    nodes.append(Int32(node))
  }

  /// Numbers an input, and says whether it had no number yet.
  mutating func number(input: Int) -> Bool {
    guard inputNumbers[input] < 0 else { return false }
    inputNumbers[input] = Int32(inputs.count)
    inputs.append(Int32(input))
    return true
  }

  mutating func number(weight: Int) {
    guard weightNumbers[weight] < 0 else { return }
    weightNumbers[weight] = Int32(weights.count)
    weights.append(Int32(weight))
  }

  /// An operand under its new number.
  func renumbered(_ operand: Operand) -> Operand {
    switch operand {
    case .absent: .absent
    case .input(let input): .input(Int(inputNumbers[input]))
    case .node(let node, let output): .node(Int(nodeNumbers[node]), output: output)
    }
  }
}
