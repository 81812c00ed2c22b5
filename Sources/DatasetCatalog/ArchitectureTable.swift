internal import GRDB

/// Adds rows to the table of architectures.
struct ArchitectureTable {
  private let database: Database
  private let policy: ConflictPolicy
  private let run: Int64
  private let insert: Statement

  init(_ database: Database, policy: ConflictPolicy, run: Int64) throws {
    self.database = database
    self.policy = policy
    self.run = run
    insert = try database.cachedStatement(
      sql: """
        INSERT INTO architecture (
          dataset, space, task, name, encoding, number, seed, source, run)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """)
  }

  /// Adds an architecture unless it is there, in which case what is said of it is compared.
  func add(_ architecture: Architecture, dataset: Int64) throws -> RowFate {
    try insert.execute(
      arguments: [
        dataset, architecture.space, architecture.task, architecture.name, architecture.encoding,
        architecture.number, architecture.seed, architecture.source, run,
      ])
    return database.changesCount == 1 ? .new : try compare(architecture, dataset)
  }

  /// Compares an architecture with the one that is there, and replaces that if it is to be.
  private func compare(_ architecture: Architecture, _ dataset: Int64) throws -> RowFate {
    let key: StatementArguments = [
      dataset, architecture.space, architecture.task, architecture.name, architecture.encoding,
    ]
    let condition =
      "WHERE dataset = ? AND space = ? AND task = ? AND name = ? AND encoding = ?"
    let select = try database.cachedStatement(
      sql: "SELECT number, seed FROM architecture \(condition)")
    let row = try Row.fetchOne(select, arguments: key)
    let (number, seed): (Int?, String?) = (row?[0], row?[1])
    if number == architecture.number, seed == architecture.seed { return .unchanged }
    if policy == .replace {
      try database.cachedStatement(
        sql: "UPDATE architecture SET number = ?, seed = ?, source = ?, run = ? \(condition)"
      ).execute(
        arguments: [architecture.number, architecture.seed, architecture.source, run] + key)
    }
    let column = number == architecture.number ? "seed" : "index"
    return .conflicting("\(column) differs from the catalog's")
  }
}

extension Catalog {
  /// Hands over the architectures in an order that depends on content alone.
  ///
  /// - Parameters:
  ///   - dataset: Only this dataset's, or all if `nil`.
  ///   - body: Told each. What it throws ends the walk.
  /// - Throws: `CatalogError`; what the body throws.
  package func forEachArchitecture(
    of dataset: String? = nil, _ body: (Architecture) throws -> Void
  ) throws {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT dataset.name, space, task, architecture.name, encoding, number, seed, source
          FROM architecture JOIN dataset ON dataset.key = architecture.dataset
          WHERE ?1 IS NULL OR dataset.name = ?1
          ORDER BY dataset.name, space, task, architecture.name, encoding
          """, arguments: [dataset])
      while let row = try rows.next() {
        var architecture = Architecture()
        architecture.dataset = row[0]
        architecture.space = row[1]
        architecture.task = row[2]
        architecture.name = row[3]
        architecture.encoding = row[4]
        architecture.number = row[5]
        architecture.seed = row[6]
        architecture.source = row[7]
        try body(architecture)
      }
    }
  }
}
