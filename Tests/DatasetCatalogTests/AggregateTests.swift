import DatasetCatalog
import Datasets
import TestSupport
import Testing

@Suite("Sums of figures")
struct AggregateTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("catalog.db")
    let figures = (1...9).map { number in
      measurementLine(number, value: Double(number), platform: number % 2 == 0 ? "even" : "odd")
    }
    let other = measurementLine(1, value: 5, platform: "odd", members: #","phase":"training""#)
    let failed = measurementLine(2, value: nil, platform: "odd", members: #","state":"failed""#)
    try merge((1...9).map { graphLine($0) } + figures + [other, failed], into: path)
  }

  private func table(
    _ groups: [String], _ statistics: [Statistic], _ query: MeasurementQuery = MeasurementQuery()
  ) throws -> [[String]] {
    var rows: [[String]] = []
    try Catalog(readingAt: path).aggregate(
      Aggregation(groups: groups, statistics: statistics), matching: query,
      header: { rows.append($0) }, row: { rows.append($0.map(\.text)) })
    return rows
  }

  @Test func `mix no metrics, phases and units`() throws {
    #expect(
      try table(["platform"], [.count, .mean, .min, .max]) == [
        ["platform", "metric", "phase", "unit", "count", "mean", "min", "max"],
        ["even", "latency", "", "s", "4", "5.0", "2.0", "8.0"],
        ["odd", "latency", "", "s", "5", "5.0", "1.0", "9.0"],
        ["odd", "latency", "training", "s", "1", "5.0", "5.0", "5.0"],
      ])
  }

  @Test func `tell the same of kept figures as of running totals`() throws {
    let running = try table(["platform", "family"], [.count, .mean, .min, .max])
    let kept = try table(["platform", "family"], [.count, .mean, .min, .max, .median])
    #expect(kept.map { Array($0.dropLast()) } == running)
  }

  @Test func `know phases and metrics of any name`() throws {
    let lines = ["fine-tuning", "it's", "inference"].enumerated().map { place, phase in
      measurementLine(
        3, value: Double(place + 1), members: #","phase":"\#(phase)""#
      ).replacing("latency", with: place == 1 ? "odd 'metric'" : "latency")
    }
    try merge(lines, into: path)
    #expect(
      try table([], [.count, .max], MeasurementQuery(graph: graphID(3))).dropFirst() == [
        ["latency", "", "s", "1", "3.0"], ["latency", "fine-tuning", "s", "1", "1.0"],
        ["latency", "inference", "s", "1", "3.0"], ["odd 'metric'", "it's", "s", "1", "2.0"],
      ])
  }

  @Test func `know quantiles and deviations`() throws {
    let query = MeasurementQuery(platform: "even")
    #expect(
      try table([], [.median, .p25, .deviation], query).last
        == ["latency", "", "s", "5.0", "3.5", "2.581988897471611"])
  }

  @Test func `turn a field's values into columns`() throws {
    var pivot = PivotTable(on: "platform")
    try Catalog(readingAt: path).aggregate(
      Aggregation(groups: ["family", "platform"], statistics: [.count]),
      header: { pivot.take(header: $0, statistics: 1) }, row: { pivot.take($0) })
    var rows: [[String]] = []
    try pivot.write(header: { rows.append($0) }, row: { rows.append($0.map(\.text)) })
    #expect(
      rows == [
        ["family", "metric", "phase", "unit", "even", "odd"],
        ["f0", "latency", "", "s", "1", "2"],
        ["f1", "latency", "", "s", "1", "2"],
        ["f1", "latency", "training", "s", "", "1"],
        ["f2", "latency", "", "s", "2", "1"],
      ])
  }

  @Test func `refuse fields that there are not`() throws {
    #expect(throws: CatalogError.self) { try table(["colour"], [.count]) }
    #expect(throws: CatalogError.self) { try table(["value"], [.count]) }
  }

  @Test func `find like graphs, the nearest first`() throws {
    try merge([graphLine(10, flops: 20), graphLine(11, flops: 100)], into: path)
    let catalog = try Catalog(readingAt: path)
    let found = try catalog.nearest(to: graphID(10), limit: 3)
    #expect(found.map(\.id) == [1, 2, 3].map(graphID))
    let distances = Array(repeating: 0.5 / 6, count: 3)
    #expect(found.map(\.distance) == distances)
    let all = try catalog.nearest(to: graphID(10), limit: 100)
    #expect(all.count == 10 && all.last?.id == graphID(11))
    let measured = try catalog.nearest(
      to: graphID(10), matching: MeasurementQuery(platform: "even"), limit: 3)
    #expect(measured.map(\.id) == [2, 4, 6].map(graphID))
    #expect(throws: CatalogError.self) { try catalog.nearest(to: "g1-nothing", limit: 1) }
  }

  @Test func `tell where they come from`() throws {
    let origin =
      #","dataset":"eagle","source":{"path":"gt.txt","line":7,"value":"500","unit":"ms"}"#
    try merge([graphLine(1), measurementLine(1, platform: "x", members: origin)], into: path)
    var chains: [[ProvenanceStep]] = []
    try Catalog(readingAt: path).forEachProvenance(
      matching: MeasurementQuery(platform: "x"), cards: DatasetCards()
    ) { chains.append($0) }
    let chain = try #require(chains.first)
    #expect(
      chain.map(\.name) == ["figure", "source", "run", "input", "graph", "run", "input", "dataset"])
    #expect(chain[1].facts.map(\.value.text) == ["gt.txt", "7", "500", "ms"])
    #expect(chain.last?.facts.contains { $0.name == "licence" } == true)
  }
}
