import ArchitectureSearch
import ComputationGraph
import Datasets
import SearchSpaces
import Testing

@Suite("Figure table")
struct FigureTableTests {
  private let genes = MacroSpace.space.genes(at: 5)

  @Test func `keeps the order of records and takes means`() throws {
    var collector = FigureCollector(of: nil)
    for (position, value) in [(7, 0.9), (5, 0.5), (7, 0.7)] {
      try collector.add(
        MacroSpace.measurement(of: MacroSpace.space.genes(at: position), "accuracy", value))
    }
    let table = try collector.finish()
    #expect(table.space.name == "nas-bench-macro")
    #expect(table.architectures == [7, 5].map { MacroSpace.space.genes(at: $0) })
    let values = try table.column(named: "accuracy").values.compactMap { $0 }
    #expect(zip(values, [0.8, 0.5]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func `follows a graph to its architecture`() throws {
    let maker = try GraphMaker(of: NASBench201(), cellChoice, builder: nil)
    let graph = maker.graph(of: [3, 3, 3, 3, 3, 3])
    var collector = FigureCollector(of: nil)
    try collector.add(
      Measurement(
        network: .graph(graph.id ?? ""), platform: "cifar10", metric: "accuracy", value: 0.9,
        unit: "1"))
    collector.add(graph)
    let table = try collector.finish()
    #expect(table.architectures == [[3, 3, 3, 3, 3, 3]])
    #expect(table.code(at: 0) == NASBench201().text(of: [3, 3, 3, 3, 3, 3], as: "string"))
  }

  private var cellChoice: GraphChoice {
    var choice = GraphChoice()
    choice.view = .cell
    return choice
  }

  @Test func `leaves out what is of another space, failed or of no architecture`() throws {
    var collector = FigureCollector(of: MacroSpace.space)
    var failed = MacroSpace.measurement(of: genes, "accuracy", 0.5)
    failed.state = .failed
    try collector.add(failed)
    try collector.add(
      Measurement(
        network: .architecture(space: "darts", encoding: "x"), platform: "a", metric: "accuracy",
        value: 1, unit: "1"))
    try collector.add(
      Measurement(
        network: .model("a.onnx"), platform: "a", metric: "accuracy", value: 1, unit: "1"))
    #expect(collector.foreign == 2)
    #expect(try collector.finish().architectures.isEmpty)
  }

  @Test func `tells platforms apart`() throws {
    var collector = FigureCollector(of: nil)
    try collector.add(MacroSpace.measurement(of: genes, "latency", 1, platform: "a"))
    try collector.add(MacroSpace.measurement(of: genes, "latency", 2, platform: "b"))
    let table = try collector.finish()
    #expect(try table.column(named: "latency@b").values == [2])
    #expect(
      throws: SearchError(
        "there are several figures of latency; expected one of latency@a, latency@b")
    ) {
      try table.column(named: "latency")
    }
    #expect(throws: SearchError("no figures of energy; expected latency")) {
      try table.column(named: "energy")
    }
  }

  @Test func `refuses what is no code`() throws {
    var collector = FigureCollector(of: nil)
    let measurement = Measurement(
      network: .architecture(space: "nas-bench-macro", encoding: "0201210x"), platform: "a",
      metric: "accuracy", value: 1, unit: "1")
    #expect(throws: CodeError.self) { try collector.add(measurement) }
  }

  @Test func `needs an architecture`() {
    var collector = FigureCollector(of: nil)
    #expect(throws: SearchError.self) { try collector.finish() }
  }
}
