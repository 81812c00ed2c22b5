import ByteReading
import DenseKernels
import GraphLearning
import Statistics
import Testing

@Suite("Calibration")
struct CalibrationTests {
  /// Scores 0.01, 0.02 … 0.09 on one platform, none on another.
  let calibration = Calibration(scores: [(1...9).reversed().map { Double($0) / 100 }, []])

  /// With nine scores the ⌈10 c⌉-th smallest counts.
  static let ranks: [(coverage: Double, score: Double)] = [
    (0.05, 0.01), (0.1, 0.01), (0.11, 0.02), (0.5, 0.05), (0.8, 0.08), (0.9, 0.09),
  ]

  @Test(arguments: ranks)
  func `the score of the right rank bounds the interval`(
    coverage: Double, score: Double
  ) throws {
    let found = try #require(calibration.interval(around: 2, platform: 0, coverage: coverage))
    #expect(abs(Calibration.score(prediction: found.upper, truth: 2) - score) < 1e-12)
    #expect(abs(Calibration.score(prediction: found.lower, truth: 2) - score) < 1e-12)
    #expect(found.lower < 2 && found.upper > 2)
  }

  @Test func `too few rows give no interval`() {
    #expect(calibration.interval(around: 2, platform: 0, coverage: 0.95) == nil)
    #expect(calibration.interval(around: 2, platform: 1, coverage: 0.5) == nil)
    #expect(calibration.interval(around: 2, platform: 7, coverage: 0.5) == nil)
  }

  @Test func `a figure of 0 or less is infinitely far off and has no interval`() {
    #expect(Calibration.score(prediction: -1, truth: 1) == .infinity)
    #expect(calibration.interval(around: 0, platform: 0, coverage: 0.5) == nil)
    let wild = Calibration(scores: [[0.1, .infinity, .infinity]])
    #expect(wild.interval(around: 1, platform: 0, coverage: 0.5) == nil)
  }

  /// New rows are covered as often as was asked for, whatever the scores' distribution.
  @Test func `intervals cover what they promise`() throws {
    var random = RandomSource(7, 0x63)
    func score() -> Double { -Logarithm.natural(1 - Double(random.unit())) }
    var covered = 0
    let rounds = 4000
    for _ in 0..<rounds {
      let calibration = Calibration(scores: [(0..<49).map { _ in score() }])
      let interval = try #require(calibration.interval(around: 1, platform: 0, coverage: 0.8))
      covered += Logarithm.exponential(score()) <= interval.upper ? 1 : 0
    }
    #expect(abs(Double(covered) / Double(rounds) - 0.8) < 0.02)
  }

  @Test func `a checkpoint keeps it`() throws {
    let data = SmallData.data()
    let train = Split.own.apply(to: data).train
    var trainer = try Trainer(
      SmallData.configuration, data: data, train: train, workers: Workers(1))
    _ = try trainer.runEpoch { _ in }
    let found = trainer.calibration()
    let calibration = try #require(found)
    #expect(calibration.scores.map(\.count).reduce(0, +) == trainer.rows.validation.count)
    let provenance = Provenance(
      split: "own", trainRows: 0, validationRows: 0, digest: "", families: [], epoch: 1, tool: "")
    let file = Checkpoint(
      predictor: trainer.selected, provenance: provenance, history: trainer.history,
      calibration: calibration
    ).file()
    #expect(try Checkpoint(file.bytes).calibration == calibration)
  }
}
