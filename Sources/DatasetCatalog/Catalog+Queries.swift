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
    guard ["SELECT", "WITH", "VALUES", "EXPLAIN"].contains(Self.firstWord(of: sql)) else {
      throw CatalogError(
        path, .query("SQL begins with \(Self.firstWord(of: sql)); SELECT or WITH was expected"))
    }
    do {
      try answer(sql, [], limit: limit, header: header, row: row)
    } catch let error as CatalogError {
      guard case .other(let text) = error.reason else { throw error }
      throw CatalogError(path, .query("SQL: \(text)"))
    }
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
