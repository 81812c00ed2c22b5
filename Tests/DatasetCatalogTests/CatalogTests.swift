import ComputationGraph
import DatasetCatalog
import Datasets
import TestSupport
import Testing

@Suite("Catalog")
struct CatalogTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("catalog.db")
    let labels = [
      (1, "gpu", "train"), (2, "cpu", "test"), (1, "cpu", "train"), (3, "cpu", "test"),
    ]
    let graphs = [graphLine(3), graphLine(1), graphLine(2), graphLine(4)]
    let measurements = labels.map { graph, platform, split in
      measurementLine(graph, platform: platform, members: #","dataset":"d","split":"\#(split)""#)
    }
    try merge(graphs + measurements, into: path)
  }

  // MARK: Reading

  static let queries: [(MeasurementQuery, [String])] = [
    (MeasurementQuery(), ["1 cpu", "1 gpu", "2 cpu", "3 cpu"]),
    (MeasurementQuery(graph: graphID(1)), ["1 cpu", "1 gpu"]),
    (MeasurementQuery(dataset: "d", platform: "gpu"), ["1 gpu"]),
    (MeasurementQuery(family: "f2"), ["2 cpu"]),
    (MeasurementQuery(metric: "latency", split: "test"), ["2 cpu", "3 cpu"]),
    (MeasurementQuery(state: .failed), []),
  ]

  @Test(arguments: queries)
  func `hands over what was asked for, in the order of content`(
    query: MeasurementQuery, expected: [String]
  ) throws {
    var found: [String] = []
    try Catalog(readingAt: path).forEachMeasurement(matching: query) { measurement in
      guard case .graph(let id) = measurement.network else { return }
      found.append("\(id.suffix(1)) \(measurement.platform)")
    }
    #expect(found == expected)
  }

  @Test func `hands over no more than the limit`() throws {
    var count = 0
    try Catalog(readingAt: path).forEachMeasurement(limit: 3) { _ in count += 1 }
    #expect(count == 3)
  }

  @Test func `gives graphs back`() throws {
    let catalog = try Catalog(readingAt: path)
    #expect(try catalog.graph(id: graphID(2))?.nodes.map(\.op) == ["Relu"])
    #expect(try catalog.graph(id: graphID(9)) == nil)
    var names: [String?] = []
    try catalog.forEachGraph(matching: GraphQuery(platform: "cpu")) { names.append($0.name) }
    #expect(names == ["net1", "net2", "net3"])
  }

  @Test func `answers while it is being read`() throws {
    let catalog = try Catalog(readingAt: path)
    var families: [String?] = []
    try catalog.forEachMeasurement { measurement in
      guard case .graph(let id) = measurement.network else { return }
      families.append(try catalog.graph(id: id)?.family)
    }
    #expect(families == ["f1", "f1", "f2", "f0"])
  }

  static let lengths: [(Listing, all: Int, ofOnePlatform: Int)] = [
    (.datasets, 1, 1), (.platforms, 2, 1), (.families, 3, 1), (.graphs, 4, 1),
    (.measurements, 4, 1), (.runs, 1, 1),
  ]

  @Test(arguments: lengths)
  func `lists what there is, or has to do with a question`(
    listing: Listing, all: Int, ofOnePlatform: Int
  ) throws {
    let catalog = try Catalog(readingAt: path)
    for (query, expected) in [
      (MeasurementQuery(), all), (MeasurementQuery(platform: "gpu"), ofOnePlatform),
    ] {
      var rows = 0
      try catalog.list(listing, matching: query, header: { _ in }, row: { _ in rows += 1 })
      #expect(rows == expected)
    }
  }

  // MARK: Refusing

  static let forbidden: [(sql: String, says: String)] = [
    ("DELETE FROM graph", "SQL begins with DELETE; expected SELECT or WITH"),
    ("-- no\n/* really */ DROP TABLE graph", "SQL begins with DROP; expected SELECT or WITH"),
    ("ATTACH 'other.db' AS other", "SQL begins with ATTACH; expected SELECT or WITH"),
    ("PRAGMA query_only = 0", "SQL begins with PRAGMA; expected SELECT or WITH"),
    ("", "SQL is empty; expected SELECT or WITH"),
    ("WITH a AS (SELECT 1) DELETE FROM graph", "SQL would write"),
  ]

  @Test(arguments: forbidden)
  func `answers only questions`(sql: String, says: String) throws {
    #expect(throws: CatalogError(path, .query(says))) { try rows(path, sql) }
    #expect(try rows(path, "SELECT count(*) FROM graph") == [[.integer(4)]])
  }

  @Test func `lets pragmas tell`() throws {
    #expect(try rows(path, " PRAGMA integrity_check;") == [[.text("ok")]])
  }

  static let wrong = [
    "SELECT", "SELECT 1; DELETE FROM graph", "SELECT * FROM nowhere",
    "SELECT load_extension('x')", "SELECT writefile('x', 'y')",
  ]

  @Test(arguments: wrong)
  func `says what SQLite does not like`(sql: String) throws {
    #expect(throws: CatalogError.self) { try rows(path, sql) }
  }

  @Test func `names what it does know`() throws {
    let catalog = try Catalog(readingAt: path)
    let reason = CatalogError.Reason.unknown(what: "platform", name: "gpx", known: ["cpu", "gpu"])
    #expect(throws: CatalogError(path, reason)) {
      try catalog.forEachMeasurement(matching: MeasurementQuery(platform: "gpx")) { _ in }
    }
  }
}
