import ComputationGraph
import DatasetCatalog
import Foundation
import TestSupport
import Testing

@Suite("Catalog files")
struct CatalogFileTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("catalog.db")
  }

  // MARK: Schema

  /// With `RECORD=1` in the environment the file is written anew.
  @Test func `are laid out as schemas says`() throws {
    try merge([], into: path)
    let schema = try Catalog(readingAt: path).schema()
    let file = Checkout.folder.appending(path: "schemas/catalog.sql")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(schema.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == schema)
  }

  // MARK: Refusing

  @Test func `must exist to be read`() {
    #expect(throws: CatalogError(path, .cannotOpen)) { try Catalog(readingAt: path) }
  }

  @Test func `must be databases`() throws {
    try folder.write("catalog.db", "kind: not a database, though longer than a header is")
    #expect(throws: CatalogError(path, .notADatabase)) { try Catalog(readingAt: path) }
    #expect(throws: CatalogError(path, .notADatabase)) { try merge([], into: path) }
  }

  @Test func `must be catalogs`() throws {
    try merge([], into: path)
    try writeSQL(path, "PRAGMA application_id = 7")
    #expect(throws: CatalogError(path, .notACatalog)) { try Catalog(readingAt: path) }
    #expect(throws: CatalogError(path, .notACatalog)) { try merge([], into: path) }
  }

  @Test func `must not be empty to be read`() throws {
    try folder.write("catalog.db", "")
    #expect(throws: CatalogError(path, .empty)) { try Catalog(readingAt: path) }
    try merge([], into: path)
    #expect(throws: Never.self) { try Catalog(readingAt: path) }
  }

  @Test func `must not be newer than this program`() throws {
    try merge([], into: path)
    try writeSQL(path, "INSERT INTO schema_version VALUES (99, 'later')")
    let error = CatalogError(path, .newer(version: 99, known: 4, writer: "0"))
    #expect(throws: error) { try Catalog(readingAt: path) }
    #expect(throws: error) { try merge([], into: path) }
  }

  /// Takes the latest migration back, as if an earlier version had made the file.
  @Test func `are brought up to date by merging alone`() throws {
    try merge(MergeTests.stream, into: path)
    let before = try records(of: path)
    try writeSQL(
      path,
      """
      DROP TABLE known_input; DROP TABLE architecture;
      DELETE FROM schema_version WHERE version = 4;
      DELETE FROM grdb_migrations WHERE identifier = 'inputs'
      """)
    #expect(throws: CatalogError(path, .older(version: 3, known: 4))) {
      try Catalog(readingAt: path)
    }
    #expect(try merge(MergeTests.stream, into: path).report.measurements.new == 0)
    #expect(try records(of: path) == before)
  }

  @Test func `take one writer at a time, and readers meanwhile`() throws {
    let run = CatalogRun(tool: "test", version: "0", arguments: [], started: "")
    let writer = try CatalogWriter(path, run: run)
    let graph = try #require(GraphRecord(Graph(id: graphID(1))))
    let line = CatalogLine(number: 1, record: .graph(graph))
    try writer.merge([line], from: "records") { Issue.record("\($0)") }
    #expect(throws: CatalogError(path, .locked)) {
      try merge([graphLine(2)], into: path, patience: 0.01)
    }
    #expect(try rows(path, "SELECT count(*) FROM graph") == [[.integer(0)]])
    try writer.finish(at: "") { Issue.record("\($0)") }
    #expect(try rows(path, "SELECT count(*) FROM graph") == [[.integer(1)]])
  }

  // MARK: Noise

  /// Whatever was changed in a file, it is read or refused.
  @Test(arguments: 0..<32 as Range<UInt64>)
  func `survive noise`(seed: UInt64) throws {
    try merge(MergeTests.stream, into: path)
    var noise = SplitMix64(seed: seed)
    var bytes = Array(try Data(contentsOf: URL(filePath: path)))
    for _ in 0..<20 {
      bytes[Int.random(in: 0..<bytes.count, using: &noise)] = UInt8.random(
        in: .min ... .max, using: &noise)
    }
    try folder.write("catalog.db", bytes)
    _ = try? records(of: path)
    _ = try? merge(MergeTests.stream, into: path)
  }
}
