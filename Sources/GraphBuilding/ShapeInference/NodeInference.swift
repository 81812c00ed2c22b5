import ComputationGraph

/// One node while its rule looks at it: what goes in, and what the rule found out.
///
/// A rule reads `operands`, brings `attributes` into their normal form and says what it can about
/// `outputs`. What it cannot settle it leaves `nil`, with a note where the reason is not obvious.
/// Operands that disagree are noted, not refused: a file is data, not a program to be compiled.
struct NodeInference {
  /// How the file hard-codes the batch, and which one was asked for instead.
  struct BatchChange: Hashable {
    let old: Int
    let new: Int
  }

  /// No tensor has more dimensions; a hostile graph could make each node's shape longer than the last.
  static let rankLimit = 64

  let op: String
  /// The version of the operator set that defines `op`.
  let opset: Int
  /// The operands by position; `nil` for one that is left out.
  let operands: [ValueFact?]
  let batchChange: BatchChange?
  /// Sorted by name.
  var attributes: [Attribute]
  var outputs: [ValueFact]
  var notes: [String] = []
  /// The graphs inside of a node of control flow.
  var bodies: [ControlBody] = []
  /// What the rule has found out about costs; of all other operators the table knows.
  var ownCost: Cost?

  func operand(_ position: Int) -> ValueFact? {
    operands.indices.contains(position) ? operands[position] : nil
  }

  // Not by way of `operand`, which copies all that is known of it.

  func shape(_ position: Int) -> Shape? {
    operands.indices.contains(position) ? operands[position]?.shape : nil
  }

  func type(_ position: Int) -> ElementType? {
    operands.indices.contains(position) ? operands[position]?.type : nil
  }

  func isThere(_ position: Int) -> Bool {
    guard operands.indices.contains(position), case .some = operands[position] else { return false }
    return true
  }

  /// Says what an output is like; without a type, it is that of operand 0.
  mutating func set(
    _ output: Int = 0, shape: Shape?, type: ElementType? = nil, constant: ConstantValue? = nil
  ) {
    guard outputs.indices.contains(output) else { return }
    guard shape?.count ?? 0 <= Self.rankLimit else {
      return note("a result of rank \(shape?.count ?? 0); at most \(Self.rankLimit) is followed")
    }
    outputs[output].shape = shape
    outputs[output].type = type ?? self.type(0)
    if let constant, constant.count <= ConstantValue.limit { outputs[output].constant = constant }
  }

  mutating func note(_ text: String) {
    notes.append(text)
  }

  /// An axis as a position from the front; `nil`, with a note, if there is no such axis.
  mutating func axis(_ axis: Int64, rank: Int) -> Int? {
    let position = axis < 0 ? axis &+ Int64(rank) : axis
    if position >= 0, position < rank { return Int(position) }
    note("axis \(axis) of a tensor of rank \(rank)")
    return nil
  }

  /// The axes in ascending order, each once.
  mutating func axes(_ axes: [Int64], rank: Int) -> [Int]? {
    var positions: Set<Int> = []
    for axis in axes {
      guard let position = self.axis(axis, rank: rank) else { return nil }
      positions.insert(position)
    }
    return positions.sorted()
  }
}
