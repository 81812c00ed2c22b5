internal import GRDB

extension Catalog {
  /// Answers SQL that reads: one `SELECT`, `WITH`, `VALUES`, `EXPLAIN`, or a `PRAGMA` that only
  /// tells, such as `PRAGMA integrity_check`.
  ///
  /// - Parameters:
  ///   - sql: The question.
  ///   - limit: The most rows, or `nil` for all.
  ///   - timeLimit: How long it may take, with all that is done with its rows; `nil` for ever.
  ///   - header: Told the names of the columns, once, before the rows.
  ///   - row: Told each row.
  /// - Throws: `CatalogError` for SQL that is wrong or takes too long, or that is of any other kind: the connection
  ///   cannot write, and it is not lent to attach other files. What the bodies throw.
  package func query(
    _ sql: String, limit: Int? = nil, timeLimit: Duration? = nil,
    header: ([String]) throws -> Void, row: ([CatalogValue]) throws -> Void
  ) throws {
    let words = Self.firstWords(of: sql)
    guard Self.readingWords.contains(words.first) || Self.isTellingPragma(words) else {
      let found = words.first.isEmpty ? "is empty" : "begins with \(words.first)"
      throw CatalogError(path, .query("SQL \(found); expected SELECT or WITH"))
    }
    do {
      try answer(sql, [], limit: limit, timeLimit: timeLimit, header: header, row: row)
    } catch let error as CatalogError {
      if error.reason == .interrupted, let timeLimit {
        throw CatalogError(path, .query("SQL: broken off after \(timeLimit)"))
      }
      guard case .other(let text) = error.reason else { throw error }
      if text.hasPrefix("Multiple statements") {
        throw CatalogError(path, .query("SQL: found a second statement; expected one"))
      }
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
    _ sql: String, _ arguments: StatementArguments, limit: Int?, timeLimit: Duration? = nil,
    header: ([String]) throws -> Void, row body: ([CatalogValue]) throws -> Void
  ) throws {
    try read(within: timeLimit) { database in
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

  private static let readingWords: Set<String> = ["SELECT", "WITH", "VALUES", "EXPLAIN"]

  /// Pragmas that change nothing, whatever stands behind their names.
  private static let tellingPragmas: Set<String> = [
    "INTEGRITY_CHECK", "QUICK_CHECK", "FOREIGN_KEY_CHECK", "FOREIGN_KEY_LIST", "TABLE_LIST",
    "TABLE_INFO", "TABLE_XINFO", "INDEX_LIST", "INDEX_INFO", "INDEX_XINFO", "COMPILE_OPTIONS",
    "PAGE_COUNT", "FREELIST_COUNT",
  ]

  private static func isTellingPragma(_ words: (first: String, second: String)) -> Bool {
    words.first == "PRAGMA" && tellingPragmas.contains(words.second)
  }

  /// The first two words of SQL in capitals, behind white space, comments and brackets.
  private static func firstWords(of sql: String) -> (first: String, second: String) {
    var rest = sql[...]
    let first = nextWord(in: &rest)
    return (first, nextWord(in: &rest))
  }

  private static func nextWord(in rest: inout Substring) -> String {
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "(" }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        rest = rest.dropFirst(2)
        while !rest.isEmpty, !rest.hasPrefix("*/") { rest = rest.dropFirst() }
        rest = rest.dropFirst(2)
      } else {
        let word = rest.prefix { $0.isLetter || $0 == "_" }
        rest = rest.dropFirst(word.count)
        return word.uppercased()
      }
    }
  }
}
