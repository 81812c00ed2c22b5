internal import GRDB

/// Which graphs are asked for; what is `nil` does not matter.
package struct GraphQuery: Sendable, Equatable {
  /// The content hash.
  package var id: String?
  /// The content hash without the batch dimension.
  package var structure: String?
  /// The family it belongs to.
  package var family: String?
  /// A dataset that has a measurement of it.
  package var dataset: String?
  /// A platform on which it was measured.
  package var platform: String?
  /// Measurements, one of which is of it.
  var measurement: MeasurementQuery?

  /// Asks for all graphs but for what is given.
  package init(
    id: String? = nil, structure: String? = nil, family: String? = nil, dataset: String? = nil,
    platform: String? = nil
  ) {
    self.id = id
    self.structure = structure
    self.family = family
    self.dataset = dataset
    self.platform = platform
  }
}

extension GraphQuery {
  /// SQL over `graph`, and its arguments.
  var condition: (sql: String, arguments: StatementArguments) {
    var terms: [String] = []
    var arguments = StatementArguments()
    for (value, column) in [(id, "id"), (structure, "structure"), (family, "family")] {
      guard let value else { continue }
      terms.append("graph.\(column) = ?")
      arguments += [value]
    }
    var measured: [String] = []
    for (value, table) in [(dataset, "dataset"), (platform, "platform")] {
      guard let value else { continue }
      measured.append("measurement.\(table) = (SELECT key FROM \(table) WHERE name = ?)")
      arguments += [value]
    }
    if !measured.isEmpty {
      terms.append(
        "EXISTS (SELECT 1 FROM measurement WHERE measurement.graph = graph.key AND "
          + measured.joined(separator: " AND ") + ")")
    }
    if let measurement {
      let condition = measurement.condition()
      terms.append(
        "EXISTS (SELECT 1 FROM measurement WHERE measurement.graph = graph.key AND "
          + condition.sql + ")")
      arguments += condition.arguments
    }
    return (terms.isEmpty ? "TRUE" : terms.joined(separator: " AND "), arguments)
  }
}
