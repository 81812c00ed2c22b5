package import ComputationGraph

extension CellGraph {
  /// The cell as a graph record: one node each, nothing known of shapes and costs.
  ///
  /// Isomorphic cells get the same `id`. Reading several nodes means what the space says, mostly
  /// their sum.
  package func graph() -> Graph {
    let cell = isOrdered ? self : canonical()
    let unknown = [ValueInfo(shape: nil, type: nil)]
    var graph = Graph()
    graph.nodes.reserveCapacity(cell.count)
    for node in cell.operators.indices {
      graph.nodes.append(
        Node(
          op: cell.operators[node].op, inputs: cell.operands[node].map { .node($0, output: 0) },
          outputs: unknown))
    }
    let readers = cell.readers
    graph.outputs = readers.indices.filter { cell.operators[$0].isResult }.map {
      .node($0, output: 0)
    }
    graph.canonicalise()
    return graph
  }
}

extension CellOperator {
  /// Whether what it computes is what the cell computes.
  fileprivate var isResult: Bool { label.hasSuffix("output") }
}
