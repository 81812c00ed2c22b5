import Conditions
import DatasetCatalog
import Datasets
import TestSupport
import Testing

@Suite("Questions with conditions")
struct ConditionQueryTests {
  let path: String
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("catalog.db")
    try merge(
      [graphLine(1), graphLine(2, flops: 2000), graphLine(3), graphLine(4, name: "a[1]b")]
        + [
          measurementLine(
            1, value: 0.004, platform: "cpu-a", members: #","dataset":"d","batch":8"#),
          measurementLine(2, value: 0.002, platform: "cpu-b", members: #","split":"test""#),
          measurementLine(3, value: 0.003, platform: "gpu", members: #","phase":"training""#),
          """
          {"kind":"measurement","graph":"\(graphID(1))","platform":"gpu","metric":"peak-memory",\
          "value":1048576,"unit":"B"}
          """,
          measurementLine(2, value: nil, platform: "gpu", members: #","state":"failed""#),
        ], into: path)
  }

  static let answers: [(String, [String])] = [
    ("platform ~ cpu*", ["1 cpu-a", "2 cpu-b"]),
    ("platform !~ cpu* and latency is known", ["3 gpu"]),
    ("latency < 3.5ms", ["2 cpu-b", "3 gpu"]),
    ("latency = 4ms or peak-memory >= 1MiB", ["1 cpu-a", "1 gpu"]),
    ("value > 1", ["1 gpu"]),
    ("flops > 1k", ["2 cpu-b", "2 gpu"]),
    ("family in (f0, f1) and metric = latency", ["1 cpu-a", "3 gpu"]),
    ("not (platform = gpu or batch = 8)", []),
    ("platform != gpu and not batch = 8", []),
    ("batch is missing and platform != gpu", ["2 cpu-b"]),
    ("split is known", ["2 cpu-b"]),
    ("split != train", ["2 cpu-b"]),
    ("dataset is missing and phase = training", ["3 gpu"]),
    ("dataset != e", ["1 cpu-a"]),
    ("state = failed", ["2 gpu"]),
    ("name = \"x' OR 1 = 1 --\"", []),
  ]

  @Test(arguments: answers)
  func `are answered by figures that fulfil them`(text: String, expected: [String]) throws {
    let catalog = try Catalog(readingAt: path)
    // Datasets and splits that do not exist are refused where they are to be equal.
    let query = MeasurementQuery(condition: try catalog.condition(text))
    var found: [String] = []
    try catalog.forEachMeasurement(matching: query) { measurement in
      guard case .graph(let id) = measurement.network else { return }
      found.append("\(id.suffix(1)) \(measurement.platform)")
    }
    #expect(found == expected)
  }

  @Test func `find graphs that were never measured`() throws {
    let catalog = try Catalog(readingAt: path)
    var found: [String] = []
    for text in ["name ~ *[1]?", "nodes = 1 and flops < 2k", "family = f1 and latency < 1s"] {
      let query = MeasurementQuery(condition: try catalog.condition(text))
      try catalog.list(
        .graphs, matching: query, header: { _ in }, row: { found.append($0[1].text) })
    }
    let expected = ["a[1]b", "net1", "net3", "a[1]b", "net1"]
    #expect(found == expected)
  }

  @Test func `name what the catalog does not know`() throws {
    let catalog = try Catalog(readingAt: path)
    let reason = CatalogError.Reason.unknown(
      what: "platform", name: "tpu", known: ["cpu-a", "cpu-b", "gpu"])
    #expect(throws: CatalogError(path, reason)) { try catalog.condition("platform = tpu") }
    #expect(throws: ConditionError.self) { try catalog.condition("latency < 5MB") }
    #expect(throws: ConditionError.self) { try catalog.condition("energy < 5J") }
  }
}
