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
    for node in cell.nodes {
      graph.nodes.append(
        Node(
          op: node.op.op, inputs: node.operands.map { .node($0, output: 0) }, outputs: unknown))
    }
    graph.outputs = cell.nodes.indices.filter { cell.nodes[$0].op.isResult }.map {
      .node($0, output: 0)
    }
    graph.canonicalise()
    return graph
  }
}
