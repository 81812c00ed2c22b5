package import Datasets
internal import GRDB

/// One link of the chain from a figure to where it comes from.
package struct ProvenanceStep: Sendable, Equatable {
  /// What is known of it under which name; what is not known is left out.
  package struct Fact: Sendable, Equatable {
    /// The name.
    package let name: String
    /// The value.
    package let value: CatalogValue
  }

  /// What the link is: `figure`, `source`, `run`, `input`, `graph`, `dataset`.
  package let name: String
  /// What is known of it.
  package let facts: [Fact]

  init(_ name: String, _ facts: [(String, CatalogValue)]) {
    self.name = name
    self.facts = facts.filter { $0.1 != .null }.map { Fact(name: $0, value: $1) }
  }
}

extension Catalog {
  /// Hands over where figures come from: the figure, the file that it was read from, the run that
  /// brought it and what that run read, its graph and the run that brought that, and what its
  /// dataset's card says of licence and citation.
  ///
  /// - Parameters:
  ///   - query: The figures.
  ///   - limit: The most figures, or `nil` for all.
  ///   - cards: The cards of datasets.
  ///   - body: Told the chain of each figure.
  /// - Throws: `CatalogError`; what the body throws.
  package func forEachProvenance(
    matching query: MeasurementQuery, limit: Int? = nil, cards: DatasetCards,
    _ body: ([ProvenanceStep]) throws -> Void
  ) throws {
    try checkNames(of: query)
    let condition = query.condition()
    try inSnapshot {
      try read { database in
        let rows = try Row.fetchCursor(
          database, sql: Self.provenanceSQL(where: condition.sql), arguments: condition.arguments)
        var left = limit ?? .max
        while left > 0, let row = try rows.next() {
          try body(chain(row, cards, database))
          left -= 1
        }
      }
    }
  }

  private static let figureFacts = [
    "graph", "platform", "metric", "value", "unit", "phase", "batch", "state", "reason", "dataset",
    "family", "split", "conditions", "dispersion", "count",
  ]
  private static let sourceFacts = ["path", "line", "id", "value", "unit", "format", "sha256"]

  private static func provenanceSQL(where condition: String) -> String {
    """
    SELECT graph.id, platform.name, metric, value, measurement.unit, nullif(phase, ''),
      nullif(measurement.batch, 0), state, reason, nullif(dataset.name, ''),
      coalesce(measurement.family, graph.family), split.name, nullif(conditions.json, ''),
      dispersion, count,
      source.path, source_line, source_id, source_value, source.unit, source.format, source.sha256,
      measurement.run, graph.name, graph.structure, graph.nodes, graph.run
    FROM graph CROSS JOIN measurement ON measurement.graph = graph.key
      JOIN platform ON platform.key = measurement.platform
      JOIN dataset ON dataset.key = measurement.dataset
      JOIN conditions ON conditions.key = measurement.conditions
      LEFT JOIN split ON split.key = measurement.split
      LEFT JOIN source ON source.key = measurement.source
    WHERE \(condition)
    ORDER BY graph.id, platform.name, metric, phase, measurement.batch, dataset.name, value
    """
  }

  private func chain(
    _ row: Row, _ cards: DatasetCards, _ database: Database
  ) throws -> [ProvenanceStep] {
    let values = Array(row.databaseValues).map(CatalogValue.init)
    let (figure, source) = (Self.figureFacts.count, Self.sourceFacts.count)
    var steps = [
      ProvenanceStep("figure", Array(zip(Self.figureFacts, values))),
      ProvenanceStep("source", Array(zip(Self.sourceFacts, values[figure...]))),
    ]
    let rest = Array(values[(figure + source)...])
    steps += try self.steps(ofRun: row[figure + source], database)
    steps.append(
      ProvenanceStep(
        "graph",
        [
          ("id", values[0]), ("name", rest[1]), ("structure", rest[2]), ("nodes", rest[3]),
          ("run", rest[4]),
        ]))
    if rest[4] != rest[0] { steps += try self.steps(ofRun: row[figure + source + 4], database) }
    if case .text(let name) = values[9], let card = cards.card(named: name) {
      steps.append(ProvenanceStep("dataset", card.facts))
    }
    return steps.filter { !$0.facts.isEmpty }
  }

  /// A run, and each of its inputs.
  private func steps(ofRun key: Int64, _ database: Database) throws -> [ProvenanceStep] {
    func values(_ sql: String) throws -> [[CatalogValue]] {
      try Row.fetchAll(database.cachedStatement(sql: sql), arguments: [key])
        .map { Array($0.databaseValues).map(CatalogValue.init) }
    }
    let runs = try values("SELECT tool, version, started, arguments FROM run WHERE key = ?")
    let inputs = try values(
      "SELECT path, bytes, sha256 FROM run_input WHERE run = ? ORDER BY position")
    return runs.map { run in
      ProvenanceStep(
        "run",
        [("run", .integer(key))] + zip(["tool", "version", "started", "arguments"], run))
    } + inputs.map { ProvenanceStep("input", Array(zip(["path", "bytes", "sha256"], $0))) }
  }
}

extension DatasetCard {
  /// What a chain says of the dataset.
  fileprivate var facts: [(String, CatalogValue)] {
    [("title", title), ("origin", origin), ("licence", licence), ("citation", citation)].map {
      ($0.0, $0.1.map { .text($0) } ?? .null)
    }
  }
}
