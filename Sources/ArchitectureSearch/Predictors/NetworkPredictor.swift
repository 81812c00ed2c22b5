internal import ByteReading
internal import DenseKernels
internal import GraphLearning

/// BRP-NAS's graph network, which goes on learning from round to round with more to learn from.
///
/// In round i of K it learns for (i + 1)/K of the epochs with (i + 1)/K of the batch, begins with the
/// parameters of the round before and with a new optimiser.
///
/// Reference: Eagle's iterative training.
struct NetworkPredictor: CandidatePredictor {
  private let recipe: NetworkRecipe
  private let workers: Workers
  private var predictor: TrainedPredictor?
  private var tape: Tape

  /// What it learns has no unit and no place.
  private static let target = Target(platform: "any", metric: "figure", unit: "1")

  init(_ recipe: NetworkRecipe, workers: Workers) {
    self.recipe = recipe
    self.workers = workers
    tape = Tape(workers: workers)
  }

  var isOrderOnly: Bool { recipe.configuration.comparison != .none }

  mutating func fit(
    _ trained: [(candidate: Candidate, figure: Double)], round: Int, of rounds: Int
  ) throws {
    var configuration = recipe.configuration
    configuration.epochs = configuration.epochs / rounds * (round + 1)
    configuration.batchSize = max(1, configuration.batchSize / rounds * (round + 1))
    try learn(trained, configuration)
  }

  /// Learns another figure first, such as one that needs no training, with a recipe of its own.
  mutating func warmUp(
    on known: [(candidate: Candidate, figure: Double)], epochs: Int
  ) throws {
    var configuration = recipe.configuration
    configuration.epochs = epochs
    try learn(known, configuration)
  }

  private mutating func learn(
    _ trained: [(candidate: Candidate, figure: Double)], _ configuration: FitConfiguration
  ) throws {
    // One architecture alone has nothing that it could be compared with.
    guard trained.count > 1 || configuration.comparison == .none else { return }
    let data = TrainingData(
      of: Self.target,
      trained.compactMap { sample in
        guard let encoded = sample.candidate.encoded, let sums = sample.candidate.sums else {
          return nil
        }
        return (encoded, sums, sample.figure)
      })
    func trainer(_ configuration: FitConfiguration) throws -> Trainer {
      try Trainer(
        configuration, data: data, train: Array(data.rows.indices), workers: workers)
    }
    if predictor == nil { predictor = try begin(trainer(configuration), trainer) }
    var run = try trainer(configuration)
    if let predictor { run.takeOver(predictor.parameters) }
    predictor = try Self.finish(&run)
  }

  /// The first parameters: drawn or transferred, the head learned alone if that is asked for.
  private func begin(
    _ drawn: Trainer, _ trainer: (FitConfiguration) throws -> Trainer
  ) throws -> TrainedPredictor {
    var start = drawn
    if let transfer = recipe.transfer {
      let file = transfer.bytes
      do {
        _ = try start.initialise(from: file.bytes, leavingOut: ["fc."])
      } catch {
        throw SearchError("\(transfer.path): \(error)")
      }
    }
    guard recipe.headEpochs > 0 else { return start.predictor }
    var configuration = recipe.configuration
    configuration.epochs = recipe.headEpochs
    configuration.weightDecay = 0
    configuration.patience = 0
    var head = try trainer(configuration)
    head.takeOver(start.predictor.parameters)
    try head.freeze(["gc.", "bn."])
    return try Self.finish(&head)
  }

  private static func finish(_ trainer: inout Trainer) throws -> TrainedPredictor {
    while !trainer.isFinished { _ = try trainer.runEpoch { _ in } }
    return trainer.predictor
  }

  mutating func predict(_ candidates: [Candidate]) -> [Double] {
    guard let predictor else { return candidates.map { _ in 0 } }
    let known = candidates.indices.filter {
      candidates[$0].encoded != nil && candidates[$0].sums != nil
    }
    let networks = known.compactMap { index in
      candidates[index].encoded.flatMap { encoded in
        candidates[index].sums.map { (encoded: encoded, sums: Optional($0)) }
      }
    }
    var figures = Array(repeating: -Double.infinity, count: candidates.count)
    for (index, row) in zip(known, predictor.predict(networks, on: &tape)) {
      figures[index] = row[0]
    }
    return figures
  }
}
