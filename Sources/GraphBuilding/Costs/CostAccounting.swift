package import ComputationGraph

/// How the costs of finished graphs are told.
package struct CostAccounting: Sendable, Equatable {
  /// Whose rules count.
  package var convention = CostConvention.perfmill
  /// Whether bytes of weights and of activations and the arithmetic intensity are told, too.
  package var isDetailed = false

  /// The cost table's own figures, and no more.
  package init() {}

  /// Whether records stay as they are built.
  var isStandard: Bool { self == CostAccounting() }

  /// Tells a graph's costs so.
  func apply(to graph: inout Graph) {
    convention.apply(to: &graph)
    if isDetailed { graph.detailCosts() }
  }
}
