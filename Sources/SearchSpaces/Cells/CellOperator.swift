/// What a node of a cell does, in the words of its space.
package struct CellOperator: Sendable, Hashable, ExpressibleByStringLiteral {
  private let name: StaticString
  /// A number that follows from the name.
  let colour: UInt64
  /// Whether what it computes is what the cell computes.
  let isResult: Bool

  /// Names an operator.
  package init(stringLiteral label: StaticString) {
    name = label
    let text = label.description
    colour = text.utf8.reduce(0) { mix($0, UInt64($1)) }
    isResult = text.hasSuffix("output")
  }

  /// The space's own name, such as `nor_conv_3x3`.
  package var label: String { name.description }

  /// The name in graph records: the label after `cell.`, for ONNX has no such operators.
  package var op: String { "cell." + label }

  /// Where the cell's data comes from.
  package static let input: CellOperator = "input"
  /// What the cell computes: the sum, or whatever the space says, of what it reads.
  package static let output: CellOperator = "output"

  /// Labels are told apart by their numbers, which is much faster.
  package static func == (left: CellOperator, right: CellOperator) -> Bool {
    left.colour == right.colour
  }

  /// Feeds the number.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(colour)
  }
}
