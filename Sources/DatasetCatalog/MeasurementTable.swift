internal import ComputationGraph
internal import Datasets
internal import GRDB

/// What became of a row that was to be added.
enum RowFate: Equatable {
  case new
  case unchanged
  /// It disagrees with what is there; the text says with what.
  case conflicting(String)
}

/// Adds rows to the table of measurements.
struct MeasurementTable {
  private let database: Database
  private let policy: ConflictPolicy
  private let run: Int64
  private var last: (shape: MeasurementRow.Shape, insert: Statement)?

  init(_ database: Database, policy: ConflictPolicy, run: Int64) {
    self.database = database
    self.policy = policy
    self.run = run
  }

  private static let keyCondition = MeasurementRow.keyColumns.map { "\($0) = ?" }
    .joined(separator: " AND ")

  /// Adds a row unless there is one of its key, which is then compared with it.
  mutating func add(_ row: MeasurementRow) throws -> RowFate {
    if try insert(row) { return .new }
    let key = StatementArguments(row.key)
    let select = try database.cachedStatement(
      sql: """
        SELECT \(MeasurementRow.figureColumns.joined(separator: ", ")), occurrence
        FROM measurement WHERE \(Self.keyCondition) ORDER BY occurrence
        """)
    let stored = try Row.fetchAll(select, arguments: key).map { Array($0.databaseValues) }
    let figure = row.figure
    if stored.contains(where: { $0.dropLast().elementsEqual(figure) }) { return .unchanged }
    switch policy {
    case .keep, .fail:
      break
    case .replace:
      try database.cachedStatement(sql: "DELETE FROM measurement WHERE \(Self.keyCondition)")
        .execute(arguments: key)
      _ = try insert(row)
    case .both:
      let last = stored.compactMap { $0.last.flatMap(Int.fromDatabaseValue) }.max() ?? 0
      try insert(row, occurrence: last + 1)
    }
    return .conflicting(Self.difference(of: stored.first ?? [], from: figure))
  }

  /// The first column in which a row differs from the one that is stored, in words.
  private static func difference(
    of stored: [DatabaseValue], from figure: [DatabaseValue]
  ) -> String {
    for (name, (old, new)) in zip(MeasurementRow.figureColumns, zip(stored, figure))
    where old != new {
      return "\(name) is \(old) in the catalog, \(new) here"
    }
    return "differs from the catalog"
  }

  // MARK: Inserting

  /// Inserts a row unless there is one of its key, and says whether it did.
  private mutating func insert(_ row: MeasurementRow) throws -> Bool {
    let measurement = row.measurement
    let statement = try statement(for: row.shape)
    var arguments: StatementArguments = [
      row.graph, row.platform, row.batch, measurement.value, measurement.family, row.split,
      row.extra, row.source, measurement.source?.line, measurement.source?.id,
      measurement.source?.value,
    ]
    if !row.shape.isPlain {
      arguments += [measurement.dispersion, measurement.count, row.samples]
    }
    try statement.execute(arguments: arguments)
    return database.changesCount == 1
  }

  private mutating func statement(for shape: MeasurementRow.Shape) throws -> Statement {
    if let last, last.shape == shape { return last.insert }
    let statement = try database.cachedStatement(sql: sql(for: shape))
    last = (shape, statement)
    return statement
  }

  private func sql(for shape: MeasurementRow.Shape) -> String {
    let state = shape.state.rawValue
    return """
      INSERT INTO measurement (
        graph, platform, batch, value, family, split, extra,
        source, source_line, source_id, source_value, dispersion, count, samples,
        metric, phase, dataset, conditions, occurrence, state, reason, unit, run)
      VALUES (
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \(shape.isPlain ? "NULL, NULL, NULL" : "?, ?, ?"),
        \(quoted(shape.metric)), \(quoted(shape.phase)), \(shape.dataset), \(shape.conditions), 0,
        \(quoted(state)), \(shape.reason.map(quoted) ?? "NULL"), \(quoted(shape.unit)), \(run))
      ON CONFLICT DO NOTHING
      """
  }

  /// Text as an SQL literal. What is behind a zero byte would be lost in SQL, so it is spelt out.
  private func quoted(_ text: String) -> String {
    guard !text.utf8.contains(0) else {
      return "CAST(x'" + text.utf8.map(hexadecimal).joined() + "' AS TEXT)"
    }
    return "'" + text.replacing("'", with: "''") + "'"
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// Inserts a row beside others of its key.
  private func insert(_ row: MeasurementRow, occurrence: Int) throws {
    let measurement = row.measurement
    let origin: [(any DatabaseValueConvertible)?] = [
      row.extra, row.source, measurement.source?.line, measurement.source?.id,
      measurement.source?.value, occurrence, run,
    ]
    let columns =
      MeasurementRow.keyColumns + MeasurementRow.figureColumns
      + ["extra", "source", "source_line", "source_id", "source_value", "occurrence", "run"]
    try database.cachedStatement(
      sql: """
        INSERT INTO measurement (\(columns.joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        """
    ).execute(
      arguments: StatementArguments(row.key) + StatementArguments(row.figure)
        + StatementArguments(origin))
  }
}
