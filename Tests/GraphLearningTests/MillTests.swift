import ByteReading
import ComputationGraph
import DenseKernels
import GraphLearning
import Testing

@Suite("Mill")
struct MillTests {
  static let configuration = FitConfiguration(preset: "mill") ?? FitConfiguration()

  /// The networks of `SmallData`, whose latencies are sums over their nodes.
  let data = SmallData.data(.mill)

  private func fitted(
    platform: String? = nil, basis: TrainedPredictor? = nil, few: Int = 0
  ) throws -> TrainedPredictor {
    var configuration = Self.configuration
    configuration.fewShot.count = few
    let rows = Split.own.apply(to: data).train.filter {
      platform == nil || data.targets[data.rows[$0].target].platform == platform
    }
    return try TrainedPredictor.mill(configuration, to: data, rows: rows, basis: basis).predictor
  }

  /// The mean relative error on the test rows of a platform.
  private func error(_ predictor: TrainedPredictor, _ platform: String) -> Double {
    let head = predictor.targets.firstIndex { $0.platform == platform } ?? 0
    var tape = Tape(workers: Workers(1))
    let figures = predictor.predict(data.networks.map { ($0.encoded, $0.sums) }, on: &tape)
    let rows = Split.own.apply(to: data).test.map { data.rows[$0] }
      .filter { data.targets[$0.target].platform == platform }
    return rows.reduce(0) { $0 + abs(figures[$1.network][head] / $1.value - 1) }
      / Double(rows.count)
  }

  @Test func `learns a sum over nodes from 18 networks`() throws {
    let predictor = try fitted()
    #expect(predictor.targets.map(\.platform) == ["a", "b"])
    #expect(error(predictor, "a") < 0.05)
    #expect(error(predictor, "b") < 0.05)
  }

  @Test func `learns another platform from six networks, and keeps the first`() throws {
    let basis = try fitted(platform: "a")
    let both = try fitted(platform: "b", basis: basis, few: 6)
    #expect(both.targets.map(\.platform) == ["a", "b"])
    #expect(error(both, "a") == error(basis, "a"))
    #expect(error(both, "b") < 0.1)
  }

  @Test func `does not learn a platform twice, nor go on from another preset`() throws {
    let basis = try fitted(platform: "a")
    #expect(throws: TrainingError.self) { try fitted(platform: "a", basis: basis) }
    let other = try Trainer(
      SmallData.configuration, data: SmallData.data(), train: [0, 1, 2, 3], workers: Workers(1))
    #expect(throws: TrainingError.self) { try fitted(platform: "a", basis: other.predictor) }
    #expect(throws: TrainingError.self) { try fitted(platform: "nobody's") }
  }

  @Test func `a checkpoint predicts the same, and its intervals hold what they should`() throws {
    let basis = try fitted(platform: "a")
    let predictor = try fitted(platform: "b", basis: basis, few: 6)
    let mill = try #require(predictor.mill)
    let file = Checkpoint(
      predictor: predictor,
      provenance: Provenance(
        split: "own", trainRows: 6, validationRows: 0, digest: "", families: [], epoch: 0, tool: ""),
      history: [], calibration: mill.calibration
    ).file()
    let read = try Checkpoint(file.bytes)
    #expect(read.file() == file)
    for network in data.networks {
      let traits = try #require(network.encoded.traits)
      let (said, again) = (mill.predict(traits), read.predictor.mill?.predict(traits) ?? [])
      #expect(said.map(\.value) == again.map(\.value))
      #expect(said.map(\.spread) == again.map(\.spread))
    }
    #expect(read.calibration == mill.calibration)
  }

  @Test func `an operator that no training network has is foreign`() throws {
    let mill = try #require(try fitted().mill)
    var graph = SmallData.graph(depth: 3, channels: 4)
    #expect(mill.foreign(NetworkTraits(graph)).isEmpty)
    graph.nodes[1].op = "Gelu"
    #expect(mill.foreign(NetworkTraits(graph)) == ["Gelu"])
  }
}
