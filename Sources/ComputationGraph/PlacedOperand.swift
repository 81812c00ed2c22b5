/// One operand of a node at its position, whether data or weight.
enum PlacedOperand: Sendable, Hashable {
  /// A data operand.
  case data(Operand)
  /// The weight at this position of the graph's list.
  case weight(Int)
}
