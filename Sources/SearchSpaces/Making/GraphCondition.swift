package import ComputationGraph
package import Conditions

/// A condition on a graph: `flops < 600M and parameters >= 1e6`.
package struct GraphCondition: Sendable {
  private let condition: Condition

  /// What is known of every graph, of cells too.
  private static let plain = [
    ConditionField("nodes", .number(.count)), ConditionField("name", .text),
  ]
  private static let costs = [
    ConditionField("flops", .number(.count)), ConditionField("macs", .number(.count)),
    ConditionField("parameters", .number(.count)), ConditionField("bytes", .number(.bytes)),
    ConditionField("weights", .number(.count)),
  ]

  /// Reads a condition on graphs of a view.
  ///
  /// - Throws: What was found and what was expected, with the position.
  package init(_ text: String, on view: GraphView) throws(ConditionError) {
    condition = try Condition(text, about: view == .cell ? Self.plain : Self.costs + Self.plain)
  }

  /// Whether a graph of these totals, so many nodes and weights, and this name fulfils the condition;
  /// one of which too little is known does not.
  package func accepts(_ totals: Cost, _ nodes: Int, _ weights: Int, name: String) -> Bool {
    condition.truth { field in
      switch field.name {
      case "flops": Self.number(totals.flops)
      case "macs": Self.number(totals.macs)
      case "parameters": Self.number(totals.parameters)
      case "bytes": Self.number(totals.bytes)
      case "nodes": Self.number(nodes)
      case "weights": Self.number(weights)
      default: .text(name)
      }
    } ?? false
  }

  private static func number(_ count: Int?) -> ConditionValue? {
    count.map { .number(Double($0)) }
  }
}
