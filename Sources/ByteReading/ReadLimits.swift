/// What a reader refuses to exceed, whatever a file claims.
package struct ReadLimits: Sendable, Equatable {
  /// How deep parts may lie in parts of the same kind, such as a graph in a node of a graph.
  package var depth: Int

  /// How many values one tensor or list may hold when its values are asked for.
  package var values: Int

  /// Limits far above what honest files need and far below what hurts.
  package init(depth: Int = 32, values: Int = 1 << 20) {
    self.depth = depth
    self.values = values
  }
}
