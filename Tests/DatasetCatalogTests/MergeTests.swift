import DatasetCatalog
import TestSupport
import Testing

@Suite("Merging")
struct MergeTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("catalog.db")
  }

  static let stream =
    [graphLine(1), graphLine(2)] + (1...2).map { measurementLine($0) }
    + [
      measurementLine(
        1, platform: "gpu",
        members: """
          ,"phase":"inference","batch":8,"state":"measured","dataset":"d","family":"f",\
          "split":"train","dispersion":0.25,"count":3,"samples":[[1.0,2.5],[3.0]],\
          "conditions":{"threads":1},"source":{"format":"x","path":"p","line":7,"id":"k",\
          "sha256":"00","value":"500","unit":"ms"},"model":"m.onnx"
          """),
      measurementLine(
        2, value: nil, platform: "gpu", members: #","state":"failed","reason":"compile""#),
    ]

  // MARK: Taking

  @Test func `counts what is new`() throws {
    let (report, refusals) = try merge(Self.stream, into: path)
    #expect(report.graphs.new == 2)
    #expect(report.measurements.new == 4)
    #expect(refusals.isEmpty)
  }

  @Test func `changes nothing the second time`() throws {
    try merge(Self.stream, into: path)
    let before = try records(of: path)
    let (report, _) = try merge(Self.stream, into: path)
    #expect(report.graphs == .init(unchanged: 2))
    #expect(report.measurements == .init(unchanged: 4))
    #expect(try records(of: path) == before)
  }

  @Test func `gives records back that make an equal catalog`() throws {
    try merge(Self.stream, into: path)
    let text = try records(of: path)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.count == 6)
    #expect(lines.contains { $0.contains(#""samples":[[1.0,2.5],[3.0]]"#) })
    #expect(lines.contains { $0.contains(#""dispersion":0.25"#) && $0.contains(#""count":3"#) })
    #expect(lines.contains { $0.contains(#""model":"m.onnx""#) })
    let copy = folder.path("copy.db")
    try merge(lines, into: copy)
    #expect(try records(of: copy) == text)
  }

  @Test func `does not depend on the order of records or the size of batches`() throws {
    try merge(Self.stream, into: path)
    let copy = folder.path("copy.db")
    let (report, refusals) = try merge(Self.stream.reversed(), into: copy, batchSize: 1)
    #expect(report.measurements.new == 4)
    #expect(refusals.isEmpty)
    #expect(try records(of: copy) == records(of: path))
  }

  @Test func `takes catalogs`() throws {
    try merge(Array(Self.stream.prefix(3)), into: path)
    let other = folder.path("other.db")
    try merge(Self.stream, into: other)
    let run = CatalogRun(tool: "test", version: "0", arguments: [], started: "")
    let writer = try CatalogWriter(path, run: run)
    try writer.merge(Catalog(readingAt: other)) { Issue.record("\($0)") }
    try writer.finish(at: "") { Issue.record("\($0)") }
    #expect(writer.report.graphs == .init(unchanged: 2))
    #expect(writer.report.measurements == .init(new: 3, unchanged: 1))
    #expect(try records(of: path) == records(of: other))
  }

  @Test func `notes its runs and nothing else about time`() throws {
    try merge(Self.stream, into: path)
    let run = try rows(path, "SELECT tool, started, finished, graphs, measurements FROM run")
    let expected: [CatalogValue] = [
      .text("test"), .text("2026-01-01T00:00:00Z"), .text("2026-01-01T00:00:01Z"), .integer(2),
      .integer(4),
    ]
    #expect(run == [expected])
    let inputs = try rows(path, "SELECT path, length(sha256) FROM run_input")
    #expect(inputs == [[.text("records"), .integer(64)]])
  }

  @Test func `resolves aliases of platforms`() throws {
    try merge(Self.stream, into: path)
    try writeSQL(
      path, "INSERT INTO platform_alias SELECT 'CPU', key FROM platform WHERE name = 'cpu'")
    let (report, _) = try merge([measurementLine(1, platform: "CPU")], into: path)
    #expect(report.measurements.unchanged == 1)
  }

  // MARK: Conflicts

  static let policies: [(ConflictPolicy, values: [Double])] = [
    (.keep, [0.5]), (.replace, [0.75]), (.both, [0.5, 0.75]),
  ]

  @Test(arguments: policies)
  func `settles figures that disagree`(policy: ConflictPolicy, values: [Double]) throws {
    let lines = [graphLine(1), measurementLine(1), measurementLine(1, value: 0.75)]
    let (report, _) = try merge(lines, into: path, policy: policy)
    #expect(report.measurements == .init(new: 1, conflicting: 1))
    let words = "latency of \(graphID(1)) on cpu: value is 0.5 in the catalog, 0.75 here"
    #expect(report.firstConflict == "records:3: \(words)")
    let stored = try rows(path, "SELECT value FROM measurements ORDER BY value")
    #expect(stored == values.map { [.real($0)] })
    try merge(lines, into: path, policy: policy)
    #expect(try rows(path, "SELECT value FROM measurements ORDER BY value") == stored)
  }

  @Test func `ends at a conflict if told to, and keeps whole batches`() throws {
    try merge([graphLine(1), measurementLine(1)], into: path)
    let lines = [graphLine(2), graphLine(3), measurementLine(1, value: 0.75)]
    #expect(throws: CatalogError.self) { try merge(lines, into: path, policy: .fail) }
    #expect(try rows(path, "SELECT count(*) FROM graph") == [[.integer(1)]])
  }

  @Test func `keeps the first of many names of one graph`() throws {
    let (report, _) = try merge([graphLine(1), graphLine(1, name: "twin")], into: path)
    #expect(report.graphs == .init(new: 1, unchanged: 1))
    #expect(try rows(path, "SELECT name FROM graph") == [[.text("net1")]])
  }

  @Test func `notices records of one graph that disagree`() throws {
    let lines = [graphLine(1), graphLine(1, flops: 11)]
    let (report, _) = try merge(lines, into: path, policy: .replace)
    #expect(report.graphs == .init(new: 1, conflicting: 1))
    #expect(try rows(path, "SELECT flops FROM graph") == [[.integer(11)]])
  }

  // MARK: Refusing

  static let refused: [(line: String, column: Int?, message: String)] = [
    (
      measurementLine(9), nil,
      "no graph \(graphID(9)) in the catalog or the input; run cg-build first"
    ),
    (
      #"{"kind":"measurement","model":"a/b.onnx","platform":"p","metric":"m","value":1,"unit":"s"}"#,
      nil, "names the model a/b.onnx, not a graph; run cg-build first"
    ),
    (
      #"{"kind":"graph","inputs":[],"weights":[],"nodes":[],"outputs":[],"totals":{}}"#, nil,
      "a graph without id; run cg-build first"
    ),
    ("nonsense", 1, "found 'n'; expected an object"),
  ]

  @Test(arguments: refused)
  func `says what it cannot take, and goes on`(line: String, column: Int?, message: String) throws {
    let (report, refusals) = try merge(
      [graphLine(1), line, measurementLine(1), ""], into: path)
    #expect(refusals.map(\.message) == [message])
    #expect(refusals.map(\.place.line) == [2])
    #expect(refusals.map(\.column) == [column])
    #expect(report.measurements.new == 1)
  }

  @Test func `counts other kinds and does not keep them`() throws {
    let (report, refusals) = try merge([#"{"kind":"comment","text":"hello"}"#], into: path)
    #expect(report.ignored == 1)
    #expect(refusals.isEmpty)
  }
}
