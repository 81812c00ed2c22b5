/// Operands that say how to compute rather than what with: a reshape's target, a slice's bounds.
///
/// ONNX moved many of them from attributes to operands over its versions. Where their value is
/// known they are folded into an attribute of the older name, so that the spelling does not matter.
/// A use of a weight at such a position is *attribute-like*: it stays listed in the node's
/// `weights`, and neither the identity nor the costs see it.
package struct AttributeOperands: Sendable {
  /// By position, the attributes one of which stands for the operand; none if it is plain data.
  private let names: [[String]]

  /// Those of an operator.
  package init(of op: String) {
    names = Self.table[op] ?? []
  }

  /// Whether the operand at a position is spelled out by the operator's attributes.
  package static func isFolded(op: String, attributes: [Attribute], position: Int) -> Bool {
    position < 64 && AttributeOperands(of: op).folded(by: attributes) >> UInt64(position) & 1 == 1
  }

  /// The positions, as bits, of operands that these attributes spell out.
  package func folded(by attributes: [Attribute]) -> UInt64 {
    var folded: UInt64 = 0
    for position in names.indices {
      for name in names[position] where attributes.contains(where: { $0.isNamed(name) }) {
        folded |= 1 << UInt64(position)
      }
    }
    return folded
  }

  private static let axes = [[], ["axes"]]

  private static let table: [String: [[String]]] = [
    "Clip": [[], ["min"], ["max"]],
    "ConstantOfShape": [["shape"]],
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
    "Transpose": [[], ["perm"]],
    "Trilu": [[], ["k"]],
    "Upsample": [[], ["scales"]],
    "ReduceL1": axes, "ReduceL2": axes, "ReduceLogSum": axes, "ReduceLogSumExp": axes,
    "ReduceMax": axes, "ReduceMean": axes, "ReduceMin": axes, "ReduceProd": axes,
    "ReduceSum": axes, "ReduceSumSquare": axes,
  ]
}
