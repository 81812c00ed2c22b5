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
  private let insert: Statement

  /// Prepares the statements; they are cached by the connection.
  init(_ database: Database, policy: ConflictPolicy) throws {
    self.database = database
    self.policy = policy
    insert = try database.cachedStatement(sql: Self.insertSQL)
  }

  private static let insertSQL = """
    INSERT INTO measurement (\(MeasurementRow.columns.joined(separator: ", ")))
    VALUES (\(MeasurementRow.columns.map { _ in "?" }.joined(separator: ", ")))
    ON CONFLICT DO NOTHING
    """

  private static let keyCondition = MeasurementRow.keyColumns.map { "\($0) = ?" }
    .joined(separator: " AND ")

  /// Adds a row unless there is one of its key, which is then compared with it.
  func add(_ row: MeasurementRow) throws -> RowFate {
    if try insert(row) { return .new }
    let key = StatementArguments(row.key)
    let select = try database.cachedStatement(
      sql: """
        SELECT \(MeasurementRow.figureColumns.joined(separator: ", ")), occurrence
        FROM measurement WHERE \(Self.keyCondition) ORDER BY occurrence
        """)
    let stored = try Row.fetchAll(select, arguments: key).map { Array($0.databaseValues) }
    if stored.contains(where: { $0.dropLast().elementsEqual(row.figure) }) { return .unchanged }
    switch policy {
    case .keep, .fail:
      break
    case .replace:
      try database.cachedStatement(sql: "DELETE FROM measurement WHERE \(Self.keyCondition)")
        .execute(arguments: key)
      _ = try insert(row)
    case .both:
      var row = row
      row.occurrence = 1 + (stored.compactMap { $0.last.flatMap(Int.fromDatabaseValue) }.max() ?? 0)
      _ = try insert(row)
    }
    return .conflicting(Self.difference(of: stored.first ?? [], from: row))
  }

  private func insert(_ row: MeasurementRow) throws -> Bool {
    insert.setUncheckedArguments(StatementArguments(row.values))
    try insert.execute()
    return database.changesCount == 1
  }

  /// The first column in which a row differs from the one that is stored, in words.
  private static func difference(of stored: [DatabaseValue], from row: MeasurementRow) -> String {
    for (name, (old, new)) in zip(MeasurementRow.figureColumns, zip(stored, row.figure))
    where old != new {
      return "\(name) is \(old) in the catalog, \(new) here"
    }
    return "differs from the catalog"
  }
}
