/// Whose rules say what a graph costs.
package enum CostConvention: String, Sendable, CaseIterable {
  /// Those of the cost table.
  case perfmill
  /// NNLQP's published code: `flops`, `parameters` with biases, and as `bytes` four for each element of
  /// weights and results; operators that it does not know cost nothing.
  case nnlqp
  /// PerfSeer's: `flops` for the whole batch, `parameters`, and `bytes` of single precision.
  case perfseer
  /// GENNAPE's: `flops`, an operator counted once for each that leads to it.
  case gennape

  /// Counts the costs of all nodes anew, and their sum.
  package func apply(to graph: inout Graph) {
    let costs: [Cost]
    switch self {
    case .perfmill: return
    case .nnlqp: costs = graph.nodes.map { nnlqpCost(of: $0, in: graph) }
    case .perfseer:
      costs = graph.nodes.map { node in
        let figures = PerfSeerFigures(of: node, in: graph)
        return Cost(
          flops: whole(figures.flops), parameters: whole(figures.weights),
          bytes: whole(figures.bytes))
      }
    case .gennape:
      let encoding = GENNAPEEncoding(graph)
      let flops = encoding.flopsOfRows
      costs = encoding.rowsOfNodes.map { row in Cost(flops: whole(row.map { flops[$0] } ?? 0)) }
    }
    for (index, cost) in costs.enumerated() { graph.nodes[index].cost = cost }
    graph.totals = Cost(
      flops: sum(costs, \.flops), parameters: sum(costs, \.parameters), bytes: sum(costs, \.bytes))
  }

  private func nnlqpCost(of node: Node, in graph: Graph) -> Cost {
    guard let cost = NNLQPCost(of: node, in: graph) else {
      return Cost(flops: 0, parameters: 0, bytes: 0)
    }
    return Cost(
      flops: whole(cost.flops), parameters: whole(cost.parameters),
      bytes: whole(4 * cost.elements))
  }

  private func whole(_ figure: Double) -> Int? { Int(exactly: figure.rounded()) }

  private func sum(_ costs: [Cost], _ part: KeyPath<Cost, Int?>) -> Int? {
    var sum = 0
    for cost in costs {
      guard let figure = cost[keyPath: part] else { return nil }
      let (next, overflow) = sum.addingReportingOverflow(figure)
      guard !overflow else { return nil }
      sum = next
    }
    return sum
  }
}
