package import ComputationGraph
package import Conditions

/// A condition on a graph: `flops < 600M and parameters >= 1e6`.
package struct GraphCondition: Sendable {
  private let condition: Condition

  private static let fields = [
    ConditionField("flops", .number(.count)), ConditionField("macs", .number(.count)),
    ConditionField("parameters", .number(.count)), ConditionField("bytes", .number(.bytes)),
    ConditionField("nodes", .number(.count)), ConditionField("weights", .number(.count)),
    ConditionField("name", .text),
  ]

  /// Reads a condition.
  ///
  /// - Throws: What was found and what was expected, with the position.
  package init(_ text: String) throws(ConditionError) {
    condition = try Condition(text, about: Self.fields)
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
