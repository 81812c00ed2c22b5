import ComputationGraph
import Datasets
import GraphLearning
import Testing

@Suite("Training data")
struct TrainingDataTests {
  @Test func `is the same for every order of the records`() {
    let graphs = (1...5).map { SmallData.graph(depth: $0, channels: 4) }
    let figures = graphs.flatMap { graph in
      ["b", "a"].map { SmallData.measurement(graph, platform: $0, scale: 1e-8) }
    }
    var forwards = TrainingDataCollector(encoding: .nnlqpV1, choice: .init())
    for graph in graphs { forwards.add(graph) }
    for figure in figures { forwards.add(figure) }
    var backwards = TrainingDataCollector(encoding: .nnlqpV1, choice: .init())
    for figure in figures.reversed() { backwards.add(figure) }
    for graph in graphs.reversed() { backwards.add(graph) }
    let (a, b) = (forwards.finish(), backwards.finish())
    #expect(a.rows == b.rows)
    #expect(a.networks.map(\.id) == b.networks.map(\.id))
    #expect(a.targets.map(\.platform) == ["a", "b"])
    #expect(a.digest(of: Array(a.rows.indices)) == b.digest(of: Array(b.rows.indices)))
  }

  @Test func `leaves out what cannot be learned from`() {
    let graph = SmallData.graph(depth: 2, channels: 4)
    var collector = TrainingDataCollector(
      encoding: .nnlqpV1, choice: .init(metrics: ["latency"], platforms: ["a"]))
    collector.add(graph)
    let good = SmallData.measurement(graph, platform: "a", scale: 1e-8)
    collector.add(good)
    var bad = good
    bad.value = 0
    collector.add(bad)
    bad.value = nil
    bad.state = .failed
    collector.add(bad)
    bad = good
    bad.metric = "energy"
    collector.add(bad)
    bad = good
    bad.platform = "b"
    collector.add(bad)
    bad = good
    bad.network = .graph("g1-nowhere")
    collector.add(bad)
    let data = collector.finish()
    #expect(data.rows.count == 1)
    #expect(data.orphans == 1)
  }

  @Test(arguments: [
    ([:], 4, ["clock", "version"]), (["version": "2"], 1, []), (["clock": "5"], 3, ["version"]),
    (["version": "2", "clock": "6"], 0, []), (["threads": "1"], 0, []),
  ])
  func `takes figures under conditions, and says what those of one network differ in`(
    wanted: [String: String], count: Int, differing: [String]
  ) {
    var collector = TrainingDataCollector(
      encoding: .nnlqpV1, choice: .init(conditions: wanted))
    let graphs = (1...2).map { SmallData.graph(depth: $0, channels: 4) }
    for graph in graphs { collector.add(graph) }
    for (graph, json) in [
      (0, #"{"version":"1","clock":5}"#), (0, #"{"clock":5,"version":"2"}"#),
      (1, #"{"version":"3","clock":5}"#), (1, #"{"version":"3","version":"3"}"#),
    ] {
      var figure = SmallData.measurement(graphs[graph], platform: "a", scale: 1e-8)
      figure.conditions = Array(json.utf8)
      collector.add(figure)
    }
    let data = collector.finish()
    #expect(data.rows.count == count)
    #expect(data.differences.map(\.name) == differing)
  }

  @Test(arguments: ["own", "family:odd", "random:0.25:7", "networks:9:2", "rows:7:1", "fold:2:3:0"])
  func `a split's text and back`(text: String) throws {
    let split = try #require(Split(text))
    #expect(split.description == text)
    let data = SmallData.data()
    let (train, test) = split.apply(to: data)
    #expect((train + test).sorted() == Array(data.rows.indices))
    #expect(!train.isEmpty && !test.isEmpty)
  }

  @Test func `draws as many networks or rows as asked`() throws {
    let data = SmallData.data()
    let rows = try #require(Split("rows:7:1")).apply(to: data).train
    #expect(rows.count == 7)
    let networks = try #require(Split("networks:9:2")).apply(to: data)
    func count(_ rows: [Int]) -> Int { Set(rows.map { data.rows[$0].network }).count }
    #expect(count(networks.train) == 9)
    #expect(count(networks.train) + count(networks.test) == data.networks.count)
  }

  @Test(arguments: [
    "", "Own", "family:", "random:2:1", "random:0.1", "rows:0:1", "networks:3", "rows:x:1",
    "fold:0:3:0", "fold:4:3:0", "fold:1:1:0", "fold:1:3",
    "random:0.1:-3", "random:x:1",
  ])
  func `refuses other splits`(text: String) {
    #expect(Split(text) == nil)
  }

  @Test func `keeps all figures of a network on one side`() throws {
    let data = SmallData.data()
    let (train, test) = try #require(Split("random:0.4:1")).apply(to: data)
    let (learned, validation) = Split.validation(of: train, in: data, fraction: 0.3, seed: 1)
    func networks(_ rows: [Int]) -> Set<Int> { Set(rows.map { data.rows[$0].network }) }
    #expect(networks(train).isDisjoint(with: networks(test)))
    #expect(networks(learned).isDisjoint(with: networks(validation)))
  }
}
