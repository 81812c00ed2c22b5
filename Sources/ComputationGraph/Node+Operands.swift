/// One operand of a node at its position, whether data or weight.
package enum PlacedOperand: Sendable, Hashable {
  /// A data operand.
  case data(Operand)
  /// The weight at this position of the graph's list.
  case weight(Int)
}

extension Node {
  /// Calls `body` with every operand in the order of positions.
  ///
  /// Weights stand where `weights` says, data operands fill the other positions in order.
  package func forEachOperand(_ body: (_ position: Int, _ operand: PlacedOperand) -> Void) {
    var data = 0
    var weight = 0
    for position in 0..<inputs.count + weights.count {
      if weight < weights.count, weights[weight].position == position || data == inputs.count {
        body(weights[weight].position, .weight(weights[weight].weight))
        weight += 1
      } else {
        body(position, .data(inputs[data]))
        data += 1
      }
    }
  }

  /// How the node is called in messages: `node 3 (Conv "conv0")`.
  package func label(at position: Int) -> String {
    "node \(position) (\(op)" + (name.map { $0.isEmpty ? ")" : " \"\($0)\")" } ?? ")")
  }
}
