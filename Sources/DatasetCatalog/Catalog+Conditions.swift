package import Conditions
internal import GRDB

extension Catalog {
  /// Reads a condition on figures and their graphs, such as
  /// `family = resnet and platform ~ cpu* and latency < 5ms`.
  ///
  /// - Throws: `ConditionError` with what was expected, and where; `CatalogError` where it asks for a
  ///   platform, dataset, split or metric that the catalog does not know.
  package func condition(_ text: String) throws -> Condition {
    let metrics = try read { database in
      try Row.fetchAll(database, sql: "SELECT name, unit FROM metric ORDER BY name, unit").map {
        ConditionField($0[0] as String, .number(Quantity(unit: $0[1])))
      }
    }
    let condition = try Condition(text, about: CatalogField.all.map(\.field) + metrics)
    for (field, value) in condition.equalities {
      guard case .text(let name) = value else { continue }
      try checkName(name, isA: field.name)
    }
    return condition
  }
}

extension Condition {
  /// Whether it asks for nothing that only figures have.
  var isAboutGraphs: Bool {
    fields.allSatisfy { CatalogField.byName[$0.name]?.isOfGraphs == true }
  }
}
