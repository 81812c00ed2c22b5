import DatasetCatalog
import Foundation
import GRDB
import TestSupport
import Testing

@Suite("SQL of users")
struct QuerySafetyTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("catalog.db")
    try merge([graphLine(1), measurementLine(1)], into: path)
    try folder.write("secret.txt", "secret")
    try DatabaseQueue(path: folder.path("other.db")).write {
      try $0.execute(sql: "CREATE TABLE secret (word); INSERT INTO secret VALUES ('secret')")
    }
  }

  static let attempts = [
    "ATTACH 'other.db' AS other", "SELECT 1; ATTACH 'other.db' AS other",
    "EXPLAIN SELECT 1; ATTACH 'other.db' AS other", "WITH a AS (SELECT 1) ATTACH 'other.db' AS b",
    "SELECT readfile('secret.txt')", "SELECT writefile('new.txt', 'x')",
    "SELECT load_extension('./other')", "SELECT fts3_tokenizer('simple', x'00')",
    "SELECT edit('x', 'sh')", "SELECT * FROM other.secret", "SELECT * FROM 'other.db'",
    "VACUUM INTO 'copy.db'", "PRAGMA journal_mode = DELETE", "PRAGMA writable_schema = ON",
    "CREATE TEMP TABLE t (x)", "INSERT INTO run SELECT * FROM run", "DROP VIEW measurements",
    "WITH a AS (SELECT 1) UPDATE graph SET name = ''", "SELECT * FROM csv('secret.txt')",
    "BEGIN; DELETE FROM graph; COMMIT", "PRAGMA temp_store_directory = '.'",
    "DETACH main", "REPLACE INTO dataset VALUES (1, 'x')", "PRAGMA user_version(7)",
  ]

  @Test(arguments: attempts)
  func `reaches no other file and changes nothing`(sql: String) throws {
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: CatalogError.self) { try rows(path, sql) }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(files.filter { !$0.hasPrefix("catalog.db") }.sorted() == ["other.db", "secret.txt"])
  }

  static let endless = [
    "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
  ]

  @Test(arguments: endless)
  func `ends when its time is up`(sql: String) throws {
    let catalog = try Catalog(readingAt: path)
    let clock = ContinuousClock()
    let start = clock.now
    #expect(throws: CatalogError(path, .query("SQL: broken off after 0.2 seconds"))) {
      try catalog.query(sql, timeLimit: .milliseconds(200), header: { _ in }, row: { _ in })
    }
    #expect(clock.now - start < .seconds(20))
    // The catalog answers the next question.
    #expect(try rows(path, "SELECT count(*) FROM graph") == [[.integer(1)]])
  }

  // MARK: Versions

  /// The file as the first version left it.
  private func makeFirstVersion() throws {
    try writeSQL(
      path,
      """
      DROP TABLE metric; DROP TABLE split_member; DROP TABLE named_split;
      DROP TABLE known_input; DROP TABLE architecture;
      DELETE FROM schema_version WHERE version > 1;
      DELETE FROM grdb_migrations WHERE identifier <> 'spine';
      """)
  }

  @Test func `sees an older catalog brought up to date by the next merge`() throws {
    let before = try records(of: path)
    try makeFirstVersion()
    #expect(throws: CatalogError(path, .older(version: 1, known: 4))) {
      try Catalog(readingAt: path)
    }
    try merge([], into: path)
    #expect(try records(of: path) == before)
    #expect(try rows(path, "SELECT name, unit FROM metric") == [[.text("latency"), .text("s")]])
  }

  @Test func `sees no catalog in a database that only looks empty`() throws {
    let other = folder.path("marked.db")
    try DatabaseQueue(path: other).write { try $0.execute(sql: "PRAGMA application_id = 7") }
    #expect(throws: CatalogError(other, .notACatalog)) { try merge([], into: other) }
  }
}
