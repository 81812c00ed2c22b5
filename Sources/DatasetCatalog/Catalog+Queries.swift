internal import GRDB

extension Catalog {
  /// Answers SQL that reads: one `SELECT`, `WITH`, `VALUES` or `EXPLAIN`.
  ///
  /// - Parameters:
  ///   - sql: The question.
  ///   - limit: The most rows, or `nil` for all.
  ///   - header: Told the names of the columns, once, before the rows.
  ///   - row: Told each row.
  /// - Throws: `CatalogError` for SQL that is wrong, or that is of any other kind: the connection
  ///   cannot write, and it is not lent to attach other files. What the bodies throw.
  package func query(
    _ sql: String, limit: Int? = nil, header: ([String]) throws -> Void,
    row: ([CatalogValue]) throws -> Void
  ) throws {
    let word = Self.firstWord(of: sql)
    guard ["SELECT", "WITH", "VALUES", "EXPLAIN"].contains(word) else {
      let found = word.isEmpty ? "is empty" : "begins with \(word)"
      throw CatalogError(path, .query("SQL \(found); expected SELECT or WITH"))
    }
    do {
      try answer(sql, [], limit: limit, header: header, row: row)
    } catch let error as CatalogError {
      guard case .other(let text) = error.reason else { throw error }
      throw CatalogError(path, .query("SQL: \(text)"))
    }
  }

  /// The SQL that the catalog is laid out with, a statement a paragraph.
  package func schema() throws -> String {
    let statements = try read { database in
      try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    }
    return statements.map { $0 + ";\n" }.joined(separator: "\n")
  }

  func answer(
    _ sql: String, _ arguments: StatementArguments, limit: Int?, header: ([String]) throws -> Void,
    row body: ([CatalogValue]) throws -> Void
  ) throws {
    try read { database in
      let statement = try database.makeStatement(sql: sql)
      guard statement.isReadonly else { throw CatalogError(path, .query("SQL would write")) }
      try header(statement.columnNames)
      var left = limit ?? .max
      let rows = try Row.fetchCursor(statement, arguments: arguments)
      while left > 0, let row = try rows.next() {
        try body(row.databaseValues.map(CatalogValue.init))
        left -= 1
      }
    }
  }

  /// The first word of SQL in capitals, behind white space and comments.
  private static func firstWord(of sql: String) -> String {
    var rest = sql[...]
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "(" }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        var comment = rest.dropFirst(2)
        while !comment.isEmpty, !comment.hasPrefix("*/") { comment = comment.dropFirst() }
        rest = comment.dropFirst(2)
      } else {
        return rest.prefix { $0.isLetter }.uppercased()
      }
    }
  }
}
