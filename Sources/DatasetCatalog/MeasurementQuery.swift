package import Conditions
package import Datasets
internal import GRDB

/// Which measurements are asked for; what is `nil` does not matter.
package struct MeasurementQuery: Sendable, Equatable {
  /// The content hash of a graph.
  package var graph: String?
  /// The dataset's name.
  package var dataset: String?
  /// The platform's name.
  package var platform: String?
  /// The family of the network: the measurement's own, or else its graph's.
  package var family: String?
  /// What was measured.
  package var metric: String?
  /// The split's name.
  package var split: String?
  /// Whether the figure was observed.
  package var state: MeasurementState?
  /// What else must hold; `Catalog.condition` reads it.
  package var condition: Condition?
  /// The split whose parts stand in place of the datasets' own; figures that are in none are left out.
  package var parts: StoredSplit?

  /// Asks for all measurements but for what is given.
  package init(
    graph: String? = nil, dataset: String? = nil, platform: String? = nil, family: String? = nil,
    metric: String? = nil, split: String? = nil, state: MeasurementState? = nil,
    condition: Condition? = nil, parts: StoredSplit? = nil
  ) {
    self.graph = graph
    self.dataset = dataset
    self.platform = platform
    self.family = family
    self.metric = metric
    self.split = split
    self.state = state
    self.condition = condition
    self.parts = parts
  }
}

extension MeasurementQuery {
  /// SQL for the split of a row of `measurement`, beside the table `split`.
  var splitName: String { parts?.part ?? "split.name" }

  /// Whether nothing is asked of measurements, so that graphs which have none may be meant too.
  var isAboutGraphs: Bool {
    self == MeasurementQuery(graph: graph, family: family, condition: condition)
      && condition?.isAboutGraphs != false
  }

  /// SQL over `graph` and `measurement`, or `graph` alone, and its arguments.
  func condition(
    onGraphsAlone isAboutGraphs: Bool = false
  ) -> (sql: String, arguments: StatementArguments) {
    var terms: [String] = []
    var arguments = StatementArguments()
    func add(_ value: String?, _ term: String) {
      guard let value else { return }
      terms.append(term)
      arguments += [value]
    }
    add(graph, "graph.id = ?")
    add(dataset, "measurement.dataset = (SELECT key FROM dataset WHERE name = ?)")
    add(platform, "measurement.platform = \(References.platformKey)")
    let own = isAboutGraphs ? "graph.family" : "coalesce(measurement.family, graph.family)"
    add(family, own + " = ?")
    add(metric, "measurement.metric = ?")
    add(split, "measurement.split IN (SELECT key FROM split WHERE name = ?)")
    add(state?.rawValue, "measurement.state = ?")
    if let parts { terms.append("\(parts.part) IS NOT NULL") }
    if let condition {
      var sql = ConditionSQL(onGraphsAlone: isAboutGraphs)
      terms.append(sql.text(condition))
      arguments += StatementArguments(sql.arguments)
    }
    return (terms.isEmpty ? "TRUE" : terms.joined(separator: " AND "), arguments)
  }
}
