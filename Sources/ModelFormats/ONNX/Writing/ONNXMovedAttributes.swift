internal import ComputationGraph

/// Attributes of graph records that are operands in the operator set that is written.
///
/// Records spell these out as attributes of older sets (see ``AttributeOperands``); here they
/// become constants again.
enum ONNXMovedAttributes {
  /// Where an attribute goes.
  struct Move {
    let attribute: String
    let position: Int
    /// The first version of the operator set that has it as an operand.
    var since: Int64 = 17
    /// Whether one number is a list of one.
    var isList = false
    /// Whether its type is that of the node's result.
    var followsResult = false
  }

  /// The moves of an operator in a version of the operator set.
  static func moves(of op: String, version: Int64) -> [Move] {
    (table[op] ?? []).filter { $0.since <= version }
  }

  private static func list(_ attribute: String, _ position: Int, since: Int64 = 17) -> Move {
    Move(attribute: attribute, position: position, since: since, isList: true)
  }

  private static func number(_ attribute: String, _ position: Int) -> Move {
    Move(attribute: attribute, position: position)
  }

  private static func value(_ attribute: String, _ position: Int) -> Move {
    Move(attribute: attribute, position: position, followsResult: true)
  }

  private static let axes = [list("axes", 1)]
  private static let laterAxes = [list("axes", 1, since: 18)]

  private static let table: [String: [Move]] = [
    "Clip": [value("min", 1), value("max", 2)],
    "ConstantOfShape": [list("shape", 0)],
    "CumSum": [number("axis", 1)],
    "Dropout": [number("ratio", 1)],
    "Expand": [list("shape", 1)],
    "OneHot": [number("depth", 1)],
    "Pad": [list("pads", 1), value("value", 2)],
    "Range": [value("start", 0), value("limit", 1), value("delta", 2)],
    "ReduceSum": axes,
    "ReduceL1": laterAxes, "ReduceL2": laterAxes, "ReduceLogSum": laterAxes,
    "ReduceLogSumExp": laterAxes, "ReduceMax": laterAxes, "ReduceMean": laterAxes,
    "ReduceMin": laterAxes, "ReduceProd": laterAxes, "ReduceSumSquare": laterAxes,
    "Reshape": [list("shape", 1)],
    "Resize": [list("scales", 2), list("sizes", 3)],
    "Slice": [list("starts", 1), list("ends", 2), list("axes", 3), list("steps", 4)],
    "Split": [list("split", 1)],
    "Squeeze": axes, "Unsqueeze": axes,
    "Tile": [list("repeats", 1)],
    "TopK": [list("k", 1)],
    "Trilu": [number("k", 1)],
  ]
}
