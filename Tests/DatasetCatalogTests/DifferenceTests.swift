import ComputationGraph
import DatasetCatalog
import Foundation
import TestSupport
import Testing

@Suite("Differences and snapshots")
struct DifferenceTests {
  let folder: TemporaryFolder
  let (here, there): (String, String)

  init() throws {
    folder = try TemporaryFolder()
    (here, there) = (folder.path("here.db"), folder.path("there.db"))
  }

  private func differences() throws -> [String] {
    var found: [String] = []
    try Catalog(readingAt: here).forEachDifference(from: Catalog(readingAt: there)) {
      found.append($0.row.map(\.text).joined(separator: " "))
    }
    return found
  }

  @Test func `there are none between catalogs that were merged in another order`() throws {
    let lines =
      (1...40).map { graphLine($0) } + (1...40).map { measurementLine($0) }
      + (1...40).map { measurementLine($0, platform: "gpu") }
    try merge(lines, into: here)
    try merge(lines.reversed(), into: there)
    #expect(try differences() == [])
  }

  @Test func `are told by what they are about`() throws {
    let architecture =
      #"{"kind":"architecture","space":"s","encoding":"e","index":1,"source":{"path":"p"}}"#
    try merge(
      [
        graphLine(1), graphLine(2), graphLine(4, flops: 1), measurementLine(1), measurementLine(2),
        measurementLine(2, platform: "gpu", members: #","batch":8"#), architecture,
      ], into: here)
    try merge(
      [
        graphLine(1, name: "another"), graphLine(3), graphLine(4), measurementLine(1, value: 0.75),
        measurementLine(3), architecture.replacing("1,", with: "2,"),
      ], into: there)
    #expect(
      try differences() == [
        "only-here graph \(graphID(2))        ",
        "only-there graph \(graphID(3))        ",
        "differs graph \(graphID(4))      flops 1 10",
        "differs architecture \ts\t\t\te      number 1 2",
        "differs measurement \(graphID(1)) cpu latency    value 0.5 0.75",
        "only-here measurement \(graphID(2)) cpu latency    value 0.5 ",
        "only-here measurement \(graphID(2)) gpu latency  8  value 0.5 ",
        "only-there measurement \(graphID(3)) cpu latency    value  0.5",
      ])
  }

  @Test func `compare figures that are both kept as a set`() throws {
    let lines = [graphLine(1), measurementLine(1), measurementLine(1, value: 2)]
    try merge(lines, into: here, policy: .both)
    try merge([lines[0], lines[2], lines[1]], into: there, policy: .both)
    #expect(try differences() == [])
    try merge([measurementLine(1, value: 3)], into: there, policy: .both)
    #expect(
      try differences() == ["only-there measurement \(graphID(1)) cpu latency    value  3.0"])
  }

  @Test func `snapshots hold one state while another process writes`() throws {
    try merge([graphLine(1), measurementLine(1)], into: here)
    let run = CatalogRun(tool: "test", version: "0", arguments: [], started: "")
    let writer = try CatalogWriter(here, run: run)
    let graph = try #require(GraphRecord(.init(id: graphID(2))))
    try writer.merge([CatalogLine(number: 1, record: .graph(graph))], from: "records") { _ in }
    try Catalog(readingAt: here).snapshot(to: there)
    try writer.finish(at: "") { _ in }
    #expect(try rows(there, "SELECT count(*) FROM graph") == [[.integer(1)]])
    #expect(try rows(there, "PRAGMA integrity_check") == [[.text("ok")]])
    #expect(try differences().count == 1)
    try merge([graphLine(3)], into: there)
  }

  @Test func `snapshots take no file's place`() throws {
    try merge([graphLine(1)], into: here)
    try folder.write("there.db", "something else")
    #expect(throws: CatalogError.self) { try Catalog(readingAt: here).snapshot(to: there) }
    #expect(try String(contentsOfFile: there, encoding: .utf8) == "something else")
  }
}
