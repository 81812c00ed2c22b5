package import ComputationGraph

/// What the nodes of each operator add up to in one graph: what the baselines see of it.
package struct OperatorSums: Sendable, Equatable {
  /// The sums of one operator.
  package struct Sum: Sendable, Equatable {
    /// The number of nodes.
    package var count = 0.0
    /// Floating-point operations.
    package var flops = 0.0
    /// Bytes that pass through memory.
    package var bytes = 0.0
  }

  /// The sums by operator.
  package private(set) var operators: [String: Sum] = [:]
  /// The sum over all operators.
  package private(set) var total = Sum()

  /// The sequences of operators from inputs to outputs, of a small graph.
  package let paths: OperatorPaths

  /// Adds up a graph; a figure that is not known counts as 0.
  package init(_ graph: Graph) {
    paths = OperatorPaths(graph)
    for node in graph.nodes {
      let (flops, bytes) = (Double(node.cost.flops ?? 0), Double(node.cost.bytes ?? 0))
      Self.grow(&operators[node.op, default: Sum()], flops, bytes)
      Self.grow(&total, flops, bytes)
    }
  }

  private static func grow(_ sum: inout Sum, _ flops: Double, _ bytes: Double) {
    sum.count += 1
    sum.flops += flops
    sum.bytes += bytes
  }
}
