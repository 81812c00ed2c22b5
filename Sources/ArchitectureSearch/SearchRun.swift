package import DenseKernels
internal import GraphLearning
internal import SearchSpaces

/// A search that is simulated on known figures.
package struct SearchRun: Sendable {
  /// What is searched.
  package let problem: SearchProblem
  /// How a predictor's strategies go.
  package let search: PredictorSearch
  /// How evolution goes.
  package let evolution: RegularisedEvolution
  /// The most architectures that are trained.
  package let budget: Int
  private let maker: CandidateMaker
  private let candidates: [Candidate]

  /// Prepares runs.
  ///
  /// - Parameters:
  ///   - problem: What is searched.
  ///   - search: How a predictor's strategies go.
  ///   - evolution: How evolution goes.
  ///   - budget: The most architectures that are trained.
  ///   - strategies: What will be run: candidates are made only if a predictor is asked.
  ///   - form: The form of cells; `nil` for the usual one.
  /// - Throws: If a graph network is to read cells that the space does not have.
  package init(
    _ problem: SearchProblem, _ search: PredictorSearch, _ evolution: RegularisedEvolution,
    budget: Int, for strategies: [SearchStrategy], form: String? = nil
  ) throws {
    self.problem = problem
    self.search = search
    self.evolution = evolution
    self.budget = budget
    let table = problem.table
    maker = try CandidateMaker(
      of: table.space, form: form, encoding: search.recipe?.configuration.encoding)
    candidates =
      strategies.contains(.predictor)
      ? zip(table.architectures, problem.augments).map { [maker] in
        maker.candidate($0, augments: $1)
      } : []
  }

  /// Searches once.
  ///
  /// - Parameters:
  ///   - strategy: How architectures are chosen.
  ///   - seed: What chance begins with: the same seed gives the same trace.
  ///   - workers: The threads of a graph network, whose number changes nothing.
  /// - Returns: What it did.
  /// - Throws: `TrainingError` of a graph network, or that what it begins with does not fit.
  package func trace(
    _ strategy: SearchStrategy, seed: UInt64, workers: Workers
  ) throws -> SearchTrace {
    var laboratory = Laboratory(problem, budget: budget)
    switch strategy {
    case .random: RandomSearch.run(in: &laboratory, seed: seed)
    case .evolution: evolution.run(in: &laboratory, seed: seed)
    case .local: LocalSearch.run(in: &laboratory, seed: seed)
    case .predictorEvolution:
      let evolution = PredictorEvolution(
        search: search, maker: maker, augments: problem.augments)
      try evolution.run(in: &laboratory, seed: seed, workers: workers)
    case .predictor:
      let (predictions, isOrderOnly) = try search.run(
        in: &laboratory, candidates, seed: seed, workers: workers)
      return SearchTrace(
        strategy.rawValue, seed: seed, laboratory.trials, predictions: predictions,
        isOrderOnly: isOrderOnly)
    }
    return SearchTrace(strategy.rawValue, seed: seed, laboratory.trials)
  }
}
