internal import ComputationGraph
internal import struct Foundation.Data
internal import GRDB

/// Adds rows to the table of graphs.
struct GraphTable {
  private let database: Database
  private let policy: ConflictPolicy

  /// What two records of one graph must agree in. Names and sources may differ: many files hold
  /// the same network, and the first is kept.
  private static let compared = [
    "structure", "batch", "nodes", "edges", "flops", "macs", "parameters", "bytes",
  ]

  private static let columns = ["id", "name", "family", "run", "record"] + compared

  init(_ database: Database, policy: ConflictPolicy) {
    self.database = database
    self.policy = policy
  }

  /// Adds a graph unless it is there, in which case the two are compared.
  func add(_ graph: GraphRecord, run: Int64) throws -> (fate: RowFate, key: Int64) {
    let compared: [(any DatabaseValueConvertible)?] = [
      graph.structure, graph.batch, graph.nodes, graph.edges, graph.totals.flops,
      graph.totals.macs, graph.totals.parameters, graph.totals.bytes,
    ]
    let all: [(any DatabaseValueConvertible)?] =
      [graph.id, graph.name, graph.family, run, Data(graph.deflated)] + compared
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO graph (\(Self.columns.joined(separator: ", ")))
        VALUES (\(Self.columns.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (id) DO NOTHING
        """)
    try insert.execute(arguments: StatementArguments(all))
    if database.changesCount == 1 { return (.new, database.lastInsertedRowID) }

    let select = try database.cachedStatement(
      sql: "SELECT key, \(Self.compared.joined(separator: ", ")) FROM graph WHERE id = ?")
    guard let row = try Row.fetchOne(select, arguments: [graph.id]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the index of graphs has a hole")
    }
    let key: Int64 = row[0]
    let stored = Array(row.databaseValues.dropFirst())
    let offered = compared.map { $0?.databaseValue ?? .null }
    guard let index = stored.indices.first(where: { stored[$0] != offered[$0] }) else {
      return (.unchanged, key)
    }
    if policy == .replace { try replace(graph, all) }
    let column = Self.compared[index]
    let words = "\(column) is \(stored[index]) in the catalog, \(offered[index]) here"
    return (.conflicting(words), key)
  }

  private func replace(
    _ graph: GraphRecord, _ values: [(any DatabaseValueConvertible)?]
  ) throws {
    let assignments = Self.columns.map { "\($0) = ?" }.joined(separator: ", ")
    try database.cachedStatement(sql: "UPDATE graph SET \(assignments) WHERE id = ?")
      .execute(arguments: StatementArguments(values + [graph.id]))
  }
}
