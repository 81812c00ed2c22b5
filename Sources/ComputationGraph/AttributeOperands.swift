/// Operands that say how to compute rather than what with: a reshape's target, a slice's bounds.
///
/// ONNX moved many of them from attributes to operands over its versions. Where their value is
/// known they are folded into an attribute of the older name, so that the spelling does not matter.
/// A use of a weight at such a position is *attribute-like*: it stays listed in the node's
/// `weights`, and neither the identity nor the costs see it.
package enum AttributeOperands {
  /// The attributes one of which stands for the operand at a position; empty if it is plain data.
  package static func names(op: String, position: Int) -> [String] {
    guard position > 0, let positions = table[op], position < positions.count else {
      // A generator's only operand is its shape.
      return position == 0 ? leading[op] ?? [] : []
    }
    return positions[position]
  }

  /// Whether the operand at a position is spelled out by the operator's attributes.
  package static func isFolded(op: String, attributes: [Attribute], position: Int) -> Bool {
    names(op: op, position: position).contains { name in
      attributes.contains { $0.isNamed(name) }
    }
  }

  /// Whether an operator has such operands at all.
  package static func mayFold(op: String) -> Bool {
    table[op] != nil || leading[op] != nil
  }

  private static let leading: [String: [String]] = [
    "ConstantOfShape": ["shape"], "Range": ["start"],
  ]

  private static let axes = [[], ["axes"]]

  private static let table: [String: [[String]]] = [
    "Clip": [[], ["min"], ["max"]],
    "CumSum": [[], ["axis"]],
    "Dropout": [[], ["ratio"], ["ratio"]],
    "Expand": [[], ["shape"]],
    "OneHot": [[], ["depth"], ["depth"]],
    "Pad": [[], ["pads"], ["value"], ["pads"]],
    "Range": [["start"], ["limit"], ["delta"]],
    "Reshape": [[], ["shape"]],
    "Resize": [[], ["scales", "sizes"], ["scales", "sizes"], ["scales", "sizes"]],
    "Slice": [[], ["starts"], ["ends"], ["axes", "starts"], ["steps", "starts"]],
    "Split": [[], ["split"]],
    "Squeeze": axes, "Unsqueeze": axes,
    "Tile": [[], ["repeats"]],
    "TopK": [[], ["k"]],
    "Trilu": [[], ["k"]],
    "Upsample": [[], ["scales"]],
    "ReduceL1": axes, "ReduceL2": axes, "ReduceLogSum": axes, "ReduceLogSumExp": axes,
    "ReduceMax": axes, "ReduceMean": axes, "ReduceMin": axes, "ReduceProd": axes,
    "ReduceSum": axes, "ReduceSumSquare": axes,
  ]
}
