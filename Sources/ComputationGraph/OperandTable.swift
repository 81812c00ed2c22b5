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
    for index in graph.nodes.indices {
      append(graph.nodes[index])
      starts.append(entries.count)
    }
  }

  private mutating func append(_ node: borrowing Node) {
    let folds = !node.weights.isEmpty && AttributeOperands.mayFold(op: node.op)
    var data = 0
    var weight = 0
    while data < node.inputs.count || weight < node.weights.count {
      let position = data + weight
      if weight < node.weights.count,
        node.weights[weight].position == position || data == node.inputs.count
      {
        let use = node.weights[weight]
        let isFolded = folds && AttributeOperands.isFolded(node, position: use.position)
        entries.append(
          Entry(position: use.position, operand: .weight(use.weight), isFolded: isFolded))
        weight += 1
      } else {
        if node.inputs[data] != .absent {
          entries.append(
            Entry(position: position, operand: .data(node.inputs[data]), isFolded: false))
        }
        data += 1
      }
    }
  }

  /// The range of a node's entries.
  func range(of node: Int) -> Range<Int> {
    starts[node]..<starts[node + 1]
  }
}
