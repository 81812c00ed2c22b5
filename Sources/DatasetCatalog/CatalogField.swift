internal import Conditions

/// A column that questions about figures can be about, and its SQL over `graph` and `measurement`.
struct CatalogField: Sendable {
  /// Where a field's value is found.
  enum Home: Sendable {
    /// In a column, which may be NULL.
    case column(String)
    /// Under a key of the table of this name; a name of no characters stands for none.
    case named(table: String)
  }

  let field: ConditionField
  let home: Home
  /// Whether it belongs to graphs, so that it can be asked of those that were never measured.
  var isOfGraphs = false

  private static func text(
    _ name: String, _ home: Home, isOfGraphs: Bool = false
  ) -> CatalogField {
    CatalogField(field: ConditionField(name, .text), home: home, isOfGraphs: isOfGraphs)
  }

  private static func total(_ name: String, _ quantity: Quantity = .count) -> CatalogField {
    CatalogField(
      field: ConditionField(name, .number(quantity)), home: .column("graph.\(name)"),
      isOfGraphs: true)
  }

  /// The fields of every catalog. Its metrics are fields too: `latency < 5ms` asks for figures of
  /// that metric and their value.
  static let all = [
    text("graph", .column("graph.id"), isOfGraphs: true),
    text("structure", .column("graph.structure"), isOfGraphs: true),
    text("name", .column("graph.name"), isOfGraphs: true),
    text("family", .column("coalesce(measurement.family, graph.family)"), isOfGraphs: true),
    text("platform", .named(table: "platform")),
    text("dataset", .named(table: "dataset")),
    text("split", .named(table: "split")),
    text("metric", .column("measurement.metric")),
    text("phase", .column("nullif(measurement.phase, '')")),
    text("state", .column("measurement.state")),
    text("reason", .column("measurement.reason")),
    text("unit", .column("measurement.unit")),
    CatalogField(field: ConditionField("value", .number(nil)), home: .column("measurement.value")),
    CatalogField(
      field: ConditionField("batch", .number(.count)),
      home: .column("nullif(measurement.batch, 0)")),
    total("nodes"), total("edges"), total("flops"), total("macs"), total("parameters"),
    total("bytes", .bytes),
  ]

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.field.name, $0) })

  /// The field's value as SQL.
  ///
  /// - Parameter isAboutGraphs: Whether there are no measurements beside the graphs.
  /// - Returns: The expression.
  func expression(onGraphsAlone isAboutGraphs: Bool = false) -> String {
    switch home {
    case .column where isAboutGraphs && field.name == "family": "graph.family"
    case .column(let column): column
    case .named(let table):
      "(SELECT nullif(name, '') FROM \(table) WHERE \(table).key = measurement.\(table))"
    }
  }
  /// The field's value as SQL over `measurement`, and over `graph` only if that has to be joined.
  var measuredExpression: String {
    guard field.name == "family" else { return expression() }
    // Most figures say it themselves, so that their graphs need not be looked up.
    let own = "(SELECT family FROM graph WHERE key = measurement.graph)"
    return "coalesce(measurement.family, \(own))"
  }
}
