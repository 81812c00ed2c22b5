/// One operand of a node, wherever it comes from.
package enum NodeOperand: Sendable, Equatable {
  /// What another node computes, or an input of the graph.
  case data(Operand)
  /// The weight or constant at this position of the graph's list.
  case weight(Int)
}

extension Node {
  /// All operands in order of position: weights where they say, data in the places between.
  package var operands: [NodeOperand] {
    let count = inputs.count + weights.count
    var operands: [NodeOperand] = []
    var data = inputs.makeIterator()
    for position in 0..<count {
      if let use = weights.first(where: { $0.position == position }) {
        operands.append(.weight(use.weight))
      } else if let operand = data.next() {
        operands.append(.data(operand))
      }
    }
    return operands
  }

  /// A list of whole numbers, of an attribute that is one or a single number.
  package func integers(_ name: String) -> [Int64]? {
    switch attribute(name) {
    case .ints(let values): values
    case .int(let value): [value]
    default: nil
    }
  }
}

extension Graph {
  /// What an operand is: its shape and type; `nil` for one that is left out or does not exist.
  package func value(_ operand: NodeOperand) -> ValueInfo? {
    switch operand {
    case .weight(let index): weights.indices.contains(index) ? weights[index] : nil
    case .data(.input(let index)): inputs.indices.contains(index) ? inputs[index] : nil
    case .data(.node(let index, let output)):
      nodes.indices.contains(index) && nodes[index].outputs.indices.contains(output)
        ? nodes[index].outputs[output] : nil
    case .data(.absent): nil
    }
  }
}
