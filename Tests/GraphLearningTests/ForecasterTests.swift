import Datasets
import DenseKernels
import GraphLearning
import Testing

@Suite("Forecaster")
struct ForecasterTests {
  private func checkpoint() throws -> Checkpoint {
    let data = SmallData.data()
    var trainer = try Trainer(
      SmallData.configuration, data: data, train: Array(data.rows.indices), workers: Workers(1))
    while !trainer.isFinished { _ = try trainer.runEpoch { _ in } }
    return Checkpoint(
      predictor: trainer.selected,
      provenance: Provenance(
        split: "own", trainRows: 0, validationRows: 0, digest: "", families: [], epoch: 1, tool: ""),
      history: trainer.history, calibration: trainer.calibration())
  }

  @Test func `says of a graph what the predictor says, with an interval`() throws {
    let checkpoint = try checkpoint()
    let forecaster = try Forecaster(checkpoint, hash: "p1-x", platforms: [], coverage: 0.5)
    let graphs = [SmallData.graph(depth: 3, channels: 7), SmallData.graph(depth: 4, channels: 4)]
    let all = forecaster.predictions(for: graphs, workers: Workers(1))
    #expect(all.map { $0.map(\.platform) } == [["a", "b"], ["a", "b"]])
    var tape = Tape(workers: Workers(1))
    let expected = checkpoint.predictor.predict(
      graphs.map { (NNLQPEncoding.v1.encode($0), OperatorSums($0)) }, on: &tape)
    #expect(all.map { $0.map(\.value) } == expected)
    for prediction in all.joined() {
      let interval = try #require(prediction.interval)
      #expect(interval.lower < prediction.value && prediction.value < interval.upper)
      #expect(prediction.unit == "s" && prediction.model == "p1-x" && prediction.batch == 1)
    }
    #expect(all[0][0].graph == "g1-3-7" && all[0][0].family == "odd")
  }

  @Test func `keeps to the platforms that are asked for`() throws {
    let forecaster = try Forecaster(
      try checkpoint(), hash: "p1-x", platforms: ["b", "z"], coverage: 0.5)
    #expect(forecaster.platforms == ["b"])
    let found = forecaster.predictions(
      for: [SmallData.graph(depth: 1, channels: 4)], workers: Workers(1))
    #expect(found.map { $0.map(\.platform) } == [["b"]])
  }

  @Test func `no graphs, no predictions`() throws {
    let forecaster = try Forecaster(checkpoint(), hash: "p1-x", platforms: [], coverage: 0.5)
    #expect(forecaster.predictions(for: [], workers: Workers(1)).isEmpty)
  }
}
