import DenseKernels
import GraphLearning
import Testing

@Suite("Ensemble")
struct EnsembleTests {
  let data = SmallData.data()

  private func predictor(
    seed: UInt64, _ encoding: GraphEncoding = .nnlqpV1
  ) throws -> TrainedPredictor {
    var configuration = SmallData.configuration
    configuration.seed = seed
    configuration.encoding = encoding
    return try Trainer(
      configuration, data: data, train: Split.own.apply(to: data).train, workers: Workers(1)
    ).predictor
  }

  @Test func `says what its members say, and the mean`() throws {
    let members = try [1, 2, 3].map { try predictor(seed: $0) }
    let networks = data.networks.prefix(4).map { ($0.encoded, $0.sums) }
    var tape = Tape(workers: Workers(1))
    let found = try Ensemble(members).predict(networks, on: &tape)
    let alone = members.map { $0.predict(networks, on: &tape) }
    #expect(found.members == alone)
    for network in networks.indices {
      for head in 0..<2 {
        let sum: Double = alone.reduce(0) { $0 + $1[network][head] }
        #expect(found.mean[network][head] == sum / 3)
      }
    }
    let one = try Ensemble([members[0]]).predict(networks, on: &tape)
    #expect(one.mean == alone[0])
  }

  @Test func `refuses members that do not predict the same`() throws {
    let first = try predictor(seed: 1)
    #expect(throws: TrainingError("predictor 2 reads nnlqp-v0, the first one nnlqp-v1")) {
      try Ensemble([first, predictor(seed: 1, .nnlqpV0)])
    }
    let rows = data.rows.indices.filter { data.rows[$0].target == 0 }
    let other = try Trainer(
      SmallData.configuration, data: data, train: Array(rows), workers: Workers(1)
    ).predictor
    #expect(throws: TrainingError("predictor 2 predicts other targets than the first one")) {
      try Ensemble([first, other])
    }
    #expect(throws: TrainingError("an ensemble of no predictors")) { try Ensemble([]) }
  }
}
