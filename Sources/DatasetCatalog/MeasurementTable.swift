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
  private var last: (shape: MeasurementRow.Shape, statements: Statements)?
  private var known: [MeasurementRow.Shape: Statements] = [:]
  private var wasUnchanged = false

  /// How many shapes keep their statements: records of a dataset have few.
  private static let shapeLimit = 64

  /// What is asked of rows of one shape.
  private struct Statements {
    /// Adds a row unless there is one of its key.
    let insert: Statement
    /// Finds a row that says the same.
    let find: Statement
  }

  init(_ database: Database, policy: ConflictPolicy, run: Int64) {
    self.database = database
    self.policy = policy
    self.run = run
  }

  private static let keyCondition = MeasurementRow.keyColumns.map { "\($0) = ?" }
    .joined(separator: " AND ")

  /// Adds a row unless there is one of its key, which is then compared with it.
  mutating func add(_ row: MeasurementRow) throws -> RowFate {
    // Where one record was merged before, its neighbours were.
    if wasUnchanged, try contains(row) { return .unchanged }
    wasUnchanged = false
    if try insert(row) { return .new }
    if try contains(row) {
      wasUnchanged = true
      return .unchanged
    }
    return try settle(row)
  }

  /// Does with a row that disagrees what the policy says.
  private mutating func settle(_ row: MeasurementRow) throws -> RowFate {
    let key = StatementArguments(row.key)
    let select = try database.cachedStatement(
      sql: """
        SELECT \(MeasurementRow.figureColumns.joined(separator: ", ")), occurrence
        FROM measurement WHERE \(Self.keyCondition) ORDER BY occurrence
        """)
    let stored = try Row.fetchAll(select, arguments: key).map { Array($0.databaseValues) }
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
    return .conflicting(Self.difference(of: stored.first ?? [], from: row.figure))
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

  // MARK: Statements

  /// Inserts a row unless there is one of its key, and says whether it did.
  private mutating func insert(_ row: MeasurementRow) throws -> Bool {
    let measurement = row.measurement
    let statement = try statements(for: row.shape).insert
    var arguments: StatementArguments = [
      row.graph, row.platform, row.batch, row.conditions, measurement.reason, measurement.value,
      measurement.family, row.split, row.extra, row.source, measurement.source?.line,
      measurement.source?.id,
      measurement.source?.value,
    ]
    if !row.shape.isPlain {
      arguments += [measurement.dispersion, measurement.count, row.samples]
    }
    try statement.execute(arguments: arguments)
    return database.changesCount == 1
  }

  /// Whether there is a row of this key that says the same.
  private mutating func contains(_ row: MeasurementRow) throws -> Bool {
    let measurement = row.measurement
    let statement = try statements(for: row.shape).find
    var arguments: StatementArguments = [
      row.graph, row.platform, row.batch, row.conditions, measurement.reason, measurement.value,
      measurement.family, row.split,
    ]
    if !row.shape.isPlain {
      arguments += [measurement.dispersion, measurement.count, row.samples]
    }
    return try Row.fetchCursor(statement, arguments: arguments).next() != nil
  }

  private mutating func statements(for shape: MeasurementRow.Shape) throws -> Statements {
    if let last, last.shape == shape { return last.statements }
    if let statements = known[shape] {
      last = (shape, statements)
      return statements
    }
    let statements = Statements(
      insert: try database.makeStatement(sql: shape.insertion(by: run)),
      find: try database.makeStatement(sql: shape.search))
    try database.cachedStatement(sql: "INSERT OR IGNORE INTO metric (name, unit) VALUES (?, ?)")
      .execute(arguments: [shape.metric, shape.unit])
    if known.count >= Self.shapeLimit { known.removeAll() }
    known[shape] = statements
    last = (shape, statements)
    return statements
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
