internal import Conditions
internal import GRDB
internal import Statistics

extension Catalog {
  /// Sums up figures by groups, in the order of the groups' values.
  ///
  /// Figures of different metrics, phases and units are never mixed: groups are told apart by these
  /// too, which stand behind the fields that were asked for.
  ///
  /// - Parameters:
  ///   - aggregation: The groups and what is told of each.
  ///   - query: The measurements that are wanted; those without a figure are left out.
  ///   - limit: The most groups, or `nil` for all.
  ///   - header: Told the names of the columns, once, before the rows.
  ///   - row: Told each row.
  /// - Throws: `CatalogError`; `StreamError`; what the bodies throw.
  package func aggregate(
    _ aggregation: Aggregation, matching query: MeasurementQuery = MeasurementQuery(),
    limit: Int? = nil, header: ([String]) throws -> Void, row: ([CatalogValue]) throws -> Void
  ) throws {
    try checkNames(of: query)
    let names =
      aggregation.groups
      + ["metric", "phase", "unit"].filter {
        !aggregation.groups.contains($0)
      }
    let fields = try names.map { name in
      guard let field = CatalogField.byName[name], name != "value" else {
        let known = CatalogField.all.map(\.field.name).filter { $0 != "value" }
        throw CatalogError(path, .unknown(what: "field", name: name, known: known))
      }
      return field
    }
    try header(names + aggregation.statistics.map(\.rawValue))
    try inSnapshot {
      let columns = try columns(of: fields)
      var figures = GroupedFigures(
        columns.map(\.form), keeps: !aggregation.statistics.allSatisfy(\.isRunning))
      try eachFigure(columns, matching: query) { try figures.add($0) }
      let rows = try figures.rows(aggregation.statistics).map { row in
        try zip(fields, row.group).map { try name(of: $1, $0) } + row.statistics
      }
      let sorted = rows.sorted { $0.lexicographicallyPrecedes($1) { $0.precedes($1) } }
      for values in sorted.prefix(limit ?? .max) { try row(values) }
    }
  }

  /// How the fields stand in the rows of `eachFigure`, and SQL for each.
  private func columns(
    of fields: [CatalogField]
  ) throws -> [(form: GroupColumn, sql: String, text: String?)] {
    let metrics = try read { database in
      try Row.fetchAll(database, sql: "SELECT name, unit FROM metric ORDER BY name LIMIT 64")
        .map { (name: $0[0] as String, unit: $0[1] as String) }
    }
    let known = [
      "metric": Set(metrics.map(\.name)).sorted(), "unit": Set(metrics.map(\.unit)).sorted(),
      "phase": ["", "inference", "training"],
    ]
    var texts = fields.count + 1
    return fields.map { field in
      if case .named(let table) = field.home { return (.key, "measurement.\(table)", nil) }
      guard let words = known[field.field.name] else {
        return (.value, field.measuredExpression, nil)
      }
      // Numbers come out of SQLite much faster than texts.
      let places = words.enumerated().map { place, word in
        "WHEN '\(word.replacing("'", with: "''"))' THEN \(place)"
      }
      let sql =
        "CASE measurement.\(field.field.name) \(places.joined(separator: " ")) ELSE -1 END"
      let values = words.map { $0.isEmpty ? DatabaseValue.null : $0.databaseValue }
      defer { texts += 1 }
      return (.coded(values, text: texts), words.isEmpty ? "-1" : sql, field.expression())
    }
  }

  /// Hands over the fields of each figure, and the figure behind them.
  private func eachFigure(
    _ columns: [(form: GroupColumn, sql: String, text: String?)],
    matching query: MeasurementQuery, _ body: (Row) throws -> Void
  ) throws {
    let condition = query.condition()
    let needsGraph = ([condition.sql] + columns.map(\.sql)).contains { $0.contains("graph.") }
    let tables =
      needsGraph ? "measurement JOIN graph ON graph.key = measurement.graph" : "measurement"
    let selected = columns.map(\.sql) + ["value"] + columns.compactMap(\.text)
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT \(selected.joined(separator: ", ")) FROM \(tables)
          WHERE value IS NOT NULL AND \(condition.sql)
          """, arguments: condition.arguments)
      while let row = try rows.next() { try body(row) }
    }
  }

  /// The value of a field, looked up where it is a key.
  private func name(of value: DatabaseValue, _ field: CatalogField) throws -> CatalogValue {
    guard case .named(let table) = field.home, !value.isNull else { return CatalogValue(value) }
    let name = try read { database in
      try DatabaseValue.fetchOne(
        database.cachedStatement(sql: "SELECT nullif(name, '') FROM \(table) WHERE key = ?"),
        arguments: [value])
    }
    return name.map(CatalogValue.init) ?? .null
  }
}

/// Figures by group: running totals, or all of them.
private struct GroupedFigures {
  private var numbers: GroupNumbers
  private var totals: [FigureGroup] = []
  private let keeps: Bool
  private var waiting: [[Double]] = []
  private var kept = DistributionSet<Int>()
  private let columns: Int

  /// So many figures of a group are handed on at once.
  private static let chunk = 1024

  init(_ columns: [GroupColumn], keeps: Bool) {
    numbers = GroupNumbers(columns)
    self.columns = columns.count
    self.keeps = keeps
  }

  mutating func add(_ row: Row) throws {
    let group = numbers.number(of: row)
    let value: Double = row[columns]
    guard keeps else {
      if group == totals.count { totals.append(FigureGroup()) }
      return totals[group].add(value)
    }
    if group == waiting.count { waiting.append([]) }
    waiting[group].append(value)
    if waiting[group].count == Self.chunk { try keep(group) }
  }

  private mutating func keep(_ group: Int) throws {
    try kept.add(waiting[group], to: group)
    waiting[group].removeAll(keepingCapacity: true)
  }

  /// The groups and their statistics, in the order in which the groups were met.
  mutating func rows(
    _ statistics: [Statistic]
  ) throws -> [(group: [DatabaseValue], statistics: [CatalogValue])] {
    guard keeps else {
      return totals.enumerated().map { group, totals in
        (numbers.values(of: group), statistics.map { totals.value(of: $0) })
      }
    }
    for group in waiting.indices where !waiting[group].isEmpty { try keep(group) }
    return try waiting.indices.compactMap { group in
      guard let summary = try kept[group].flatMap({ try DistributionSummary($0) }) else {
        return nil
      }
      return (numbers.values(of: group), statistics.map { summary.value(of: $0) })
    }
  }
}

extension CatalogValue {
  /// SQLite's order: NULL, numbers, text by its bytes.
  fileprivate func precedes(_ other: CatalogValue) -> Bool {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): left < right
    case (.text(let left), .text(let right)):
      left.utf8.lexicographicallyPrecedes(right.utf8)
    default: rank < other.rank || rank == other.rank && rank == 1 && number < other.number
    }
  }

  private var rank: Int {
    switch self {
    case .null: 0
    case .integer, .real: 1
    case .text: 2
    case .blob: 3
    }
  }

  private var number: Double {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: 0
    }
  }
}
