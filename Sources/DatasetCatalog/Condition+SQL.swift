internal import Conditions
internal import GRDB

/// Conditions as SQL with parameters: nothing that a user wrote becomes part of the text.
struct ConditionSQL {
  private(set) var arguments: [DatabaseValue] = []
  private let isAboutGraphs: Bool

  /// - Parameter isAboutGraphs: Whether there are no measurements beside the graphs.
  init(onGraphsAlone isAboutGraphs: Bool) {
    self.isAboutGraphs = isAboutGraphs
  }

  /// The SQL of a condition; its arguments are added in the order of their places.
  mutating func text(_ condition: Condition) -> String {
    switch condition {
    case .all(let parts): joined(parts, by: " AND ")
    case .any(let parts): joined(parts, by: " OR ")
    case .not(let part): "NOT (\(text(part)))"
    case .compares(let field, let relation, let value):
      test(field) { "\($0) \(Self.operators[relation, default: "="]) \($1.bind(value, relation))" }
    case .isOneOf(let field, let values):
      test(field) { name, sql in
        "\(name) IN (\(values.map { sql.bind($0, .equal) }.joined(separator: ", ")))"
      }
    case .isKnown(let field):
      CatalogField.byName[field.name].map {
        "\($0.expression(onGraphsAlone: isAboutGraphs)) IS NOT NULL"
      } ?? test(field) { value, _ in "\(value) IS NOT NULL" }
    }
  }

  private mutating func joined(_ parts: [Condition], by word: String) -> String {
    "(" + parts.map { text($0) }.joined(separator: word) + ")"
  }

  private static let operators: [Relation: String] = [
    .atMost: "<=", .atLeast: ">=", .unlike: "<>", .equal: "=", .below: "<", .above: ">",
    .fits: "GLOB",
  ]

  /// A test of a field's value. Names that stand in tables of their own are looked for there once,
  /// and rows are compared by key.
  private mutating func test(
    _ field: ConditionField, _ compare: (String, inout ConditionSQL) -> String
  ) -> String {
    guard let known = CatalogField.byName[field.name] else {
      let metric = bind(.text(field.name), .equal)
      return "(measurement.metric = \(metric) AND \(compare("measurement.value", &self)))"
    }
    switch known.home {
    case .column:
      return compare(known.expression(onGraphsAlone: isAboutGraphs), &self)
    case .named("platform"):
      let name = compare("name", &self)
      let alias = compare("alias", &self)
      return """
        measurement.platform IN (SELECT key FROM platform WHERE \(name)
          UNION SELECT platform FROM platform_alias WHERE \(alias))
        """
    case .named(let table):
      return """
        measurement.\(table) IN (
          SELECT key FROM \(table) WHERE \(compare("nullif(name, '')", &self)))
        """
    }
  }

  private mutating func bind(_ value: ConditionValue, _ relation: Relation) -> String {
    switch value {
    case .number(let number): arguments.append(number.databaseValue)
    // GLOB knows ranges in square brackets, which our patterns do not.
    case .text(let text) where relation == .fits:
      arguments.append(text.replacing("[", with: "[[]").databaseValue)
    case .text(let text): arguments.append(text.databaseValue)
    }
    return "?"
  }
}
