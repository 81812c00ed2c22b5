internal import DenseKernels
internal import GraphLearning
internal import SearchSpaces

/// BRP-NAS's search: in each of some rounds the training set grows by what the predictor says, and
/// the predictor learns; at the end what is left is trained in the order that it says.
///
/// Reference: BRP-NAS, arXiv 2007.08668, section 4, algorithm 1; Eagle's `--iter`.
package struct PredictorSearch: Sendable {
  /// The predictor.
  package var predictor = PredictorChoice.gp
  /// A graph network's recipe.
  package var recipe: NetworkRecipe?
  /// How many architectures the predictor learns from in the end.
  package var models = 100
  /// In how many rounds they are chosen.
  package var rounds = 10
  /// How they are chosen.
  package var rule = GrowthRule(.best2)
  /// Figures that need no training and that a graph network learns first, with how many of them and
  /// for how many epochs.
  package var warmUp: WarmUp?

  /// What a predictor learns before anything is trained.
  package struct WarmUp: Sendable {
    /// The figures by position.
    package var values: [Double?]
    /// How many architectures, drawn at random.
    package var models = 256
    /// For how many epochs.
    package var epochs = 250

    /// Learns from such figures.
    package init(_ values: [Double?]) {
      self.values = values
    }
  }

  /// A hundred models in ten rounds by a quick predictor; Eagle takes five rounds with its network.
  package init() {}

  /// How many architectures are trained in a round.
  func batch(ofRound round: Int) -> Int {
    let rounds = max(1, min(rounds, models))
    let share = models / rounds
    return round == rounds - 1 ? models - share * (rounds - 1) : share
  }

  /// Searches.
  ///
  /// - Returns: What the predictor says of each architecture of the table at the end.
  func run(
    in laboratory: inout Laboratory, _ candidates: [Candidate], seed: UInt64, workers: Workers
  ) throws -> (predictions: [Double], isOrderOnly: Bool) {
    var random = SeededRandom(seed: seed)
    var learner = try makeLearner(workers: workers, seed: seed)
    let pool = laboratory.pool
    var isWarm = false
    if let warmUp { isWarm = try learn(warmUp, &learner, pool, candidates, &random) }
    var rule = rule
    let rounds = max(1, min(rounds, models))
    for round in 0..<rounds {
      let count = batch(ofRound: round)
      var chosen: [Int]
      if round == 0, !isWarm {
        chosen = random.draw(count, of: pool)
      } else {
        let said = learner.predict(pool.map { candidates[$0] })
        chosen = rule.choose(
          count, of: pool, said.map { laboratory.problem.score($0) }, round: round,
          isTrained: { laboratory.knows($0) }, &random)
      }
      for position in chosen { laboratory.train(position, round: round) }
      let trained = laboratory.trials.map { (candidates[$0.position], $0.figure) }
      guard !trained.isEmpty else { break }
      try learner.fit(trained, round: round, of: rounds)
    }
    let predictions = learner.predict(candidates)
    let scores = predictions.map { laboratory.problem.score($0) }
    for position in laboratory.untrained.sorted(by: { (scores[$1], $0) < (scores[$0], $1) }) {
      guard laboratory.train(position) != nil else { break }
    }
    return (predictions, learner.isOrderOnly)
  }

  func makeLearner(workers: Workers, seed: UInt64) throws -> any CandidatePredictor {
    if let kind = FeaturePredictor.Kind(rawValue: predictor.rawValue) {
      return FeaturePredictor(kind)
    }
    guard var recipe else { throw SearchError("\(predictor.rawValue) needs a recipe") }
    recipe.configuration.seed = seed
    return NetworkPredictor(recipe, workers: workers)
  }

  /// Whether there was anything to learn first.
  private func learn(
    _ warmUp: WarmUp, _ learner: inout any CandidatePredictor, _ pool: [Int],
    _ candidates: [Candidate], _ random: inout SeededRandom
  ) throws -> Bool {
    let ranks = Ranks.shares(of: warmUp.values)
    let known = random.draw(warmUp.models, of: pool.filter { warmUp.values[$0] != nil })
      .map { (candidates[$0], ranks[$0]) }
    guard !known.isEmpty else { return false }
    if var network = learner as? NetworkPredictor {
      try network.warmUp(on: known, epochs: warmUp.epochs)
      learner = network
    } else {
      try learner.fit(known, round: 0, of: 1)
    }
    return true
  }
}
