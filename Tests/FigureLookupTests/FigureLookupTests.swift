import ComputationGraph
import DatasetCatalog
import Datasets
import DenseKernels
import FigureLookup
import Foundation
import GraphBuilding
import SearchSpaces
import TestSupport
import Testing

@Suite("Figure lookup")
struct FigureLookupTests {
  private static func question(
    _ code: String = "00000000", batch: Int = 1, platform: String = "cpu"
  ) throws -> FigureQuestion {
    var choice = GraphChoice()
    choice.batch = batch
    let maker = try GraphMaker(
      of: NASBenchMacro(), choice, builder: GraphBuilder(costs: CostTable.standard()))
    let graph = maker.graph(of: try NASBenchMacro().genes(from: code, as: nil))
    return FigureQuestion(about: graph, platform: platform, metric: "latency")
  }

  private static func record(_ value: Double) -> [UInt8] {
    Array(
      """
      {"kind":"measurement","model":"a.onnx","platform":"cpu","metric":"latency","value":\(value),\
      "unit":"s","phase":"inference","state":"measured","conditions":{"at":"2026-01-01T00:00:00Z"}}
      {"kind":"measurement","model":"a.onnx","platform":"cpu","metric":"energy","value":1,"unit":"J"}

      """.utf8)
  }

  private static let run = CatalogRun(
    tool: "test", version: "0", arguments: [], started: "2026-01-01T00:00:00Z")

  @Test func `finds what was stored, and nothing else`() throws {
    let folder = try TemporaryFolder()
    let catalog = EvolvingCatalog(path: folder.url.appending(path: "c.db").path)
    let asked = try Self.question()
    let found = try catalog.store(
      Self.record(0.004), about: asked, run: Self.run, at: "2026-01-01T00:00:01Z")
    #expect(found.map(\.value) == [0.004])
    #expect(found.first?.dataset == EvolvingCatalog.dataset)
    #expect(try catalog.count(platform: "cpu", metric: "latency") == 1)

    let lookup = FigureLookup(try Catalog(readingAt: catalog.path), nil)
    guard case .known(let known) = try lookup.answer(asked, workers: Workers(1)) else {
      Issue.record("not known")
      return
    }
    #expect(known.map(\.value) == [0.004])
    #expect(known.first?.conditions != nil)
    #expect(
      try lookup.answer(Self.question("11111111"), workers: Workers(1)) == .unknown)
    #expect(
      try lookup.answer(Self.question(platform: "gpu"), workers: Workers(1)) == .unknown)
  }

  @Test func `tells of the same network at another batch size`() throws {
    let folder = try TemporaryFolder()
    let catalog = EvolvingCatalog(path: folder.url.appending(path: "c.db").path)
    _ = try catalog.store(
      Self.record(0.004), about: Self.question(batch: 4), run: Self.run,
      at: "2026-01-01T00:00:01Z")
    let lookup = FigureLookup(try Catalog(readingAt: catalog.path), nil)
    let answer = try lookup.answer(Self.question(), workers: Workers(1))
    guard case .otherBatches(let others) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(others.map(\.batch) == [4])
  }

  @Test func `knows nothing without a catalog`() throws {
    #expect(
      try FigureLookup(nil, nil).answer(Self.question(), workers: Workers(1)) == .unknown)
  }
}
