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
      append(graph, index)
      starts.append(entries.count)
    }
  }

  private mutating func append(_ graph: Graph, _ node: Int) {
    // The two lists and not the node, which the compiler would copy with all that is in it.
    let inputs = graph.nodes[node].inputs
    let weights = graph.nodes[node].weights
    let folds = !weights.isEmpty && AttributeOperands.mayFold(op: graph.nodes[node].op)
    var data = 0
    var weight = 0
    while data < inputs.count || weight < weights.count {
      let position = data + weight
      if weight < weights.count, weights[weight].position == position || data == inputs.count {
        let use = weights[weight]
        let isFolded =
          folds
          && AttributeOperands.isFolded(
            op: graph.nodes[node].op, attributes: graph.nodes[node].attributes,
            position: use.position)
        entries.append(
          Entry(position: use.position, operand: .weight(use.weight), isFolded: isFolded))
        weight += 1
      } else {
        if inputs[data] != .absent {
          entries.append(
            Entry(position: position, operand: .data(inputs[data]), isFolded: false))
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
