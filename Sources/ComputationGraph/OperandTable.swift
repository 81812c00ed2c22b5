/// All operands of all nodes in one flat list, attribute-like weights marked.
struct OperandTable {
  struct Entry {
    /// The operand's position in its node.
    let position: Int
    let operand: PlacedOperand
    /// Whether the node's attributes spell the operand out.
    let isFolded: Bool
  }

  private(set) var entries: [Entry] = []
  /// Where each node's entries begin, and at the end their count.
  private var starts: [Int] = [0]

  init(_ graph: Graph) {
    entries.reserveCapacity(graph.nodes.count * 4)
    starts.reserveCapacity(graph.nodes.count + 1)
    for node in graph.nodes {
      let folds = !node.weights.isEmpty && AttributeOperands.mayFold(op: node.op)
      node.forEachOperand { position, operand in
        if case .data(.absent) = operand { return }
        var isFolded = false
        if folds, case .weight = operand {
          isFolded = AttributeOperands.isFolded(node, position: position)
        }
        entries.append(Entry(position: position, operand: operand, isFolded: isFolded))
      }
      starts.append(entries.count)
    }
  }

  /// The range of a node's entries.
  func range(of node: Int) -> Range<Int> {
    starts[node]..<starts[node + 1]
  }
}
