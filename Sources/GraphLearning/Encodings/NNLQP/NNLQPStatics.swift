internal import ComputationGraph

extension NNLQPEncoding {
  /// [batch, flops/10⁹, parameters/10⁹, memory/10⁹], memory in elements.
  func statics(of graph: Graph) -> [Float] {
    var (flops, parameters, memory) = (0.0, 0.0, 0.0)
    for node in graph.nodes {
      guard let cost = self == .v0 ? NNLQPCost(of: node, in: graph) : trueCost(of: node)
      else { continue }
      flops += cost.flops
      parameters += cost.parameters
      memory += cost.elements
    }
    return [Float(graph.batch ?? 1)] + [flops, parameters, memory].map { Float($0 / 1e9) }
  }

  /// The record's own figures: they count every operator, at its true sizes and the whole batch.
  private func trueCost(of node: Node) -> NNLQPCost {
    NNLQPCost(
      flops: Double(node.cost.flops ?? 0), parameters: Double(node.cost.parameters ?? 0),
      elements: node.outputs.reduce(Double(node.cost.parameters ?? 0)) { $0 + $1.elements })
  }
}

extension ValueInfo {
  /// The number of elements, 0 where it is not known.
  fileprivate var elements: Double { shape?.reduce(1) { $0 * Double($1 ?? 0) } ?? 0 }
}
