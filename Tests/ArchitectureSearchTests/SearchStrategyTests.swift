import ArchitectureSearch
import DenseKernels
import GraphLearning
import SearchSpaces
import Testing

@Suite("Search strategies")
struct SearchStrategyTests {
  private static func trace(
    _ strategy: SearchStrategy, _ predictor: PredictorChoice = .ridge, seed: UInt64,
    budget: Int = 120, goal: SearchGoal = SearchGoal(), step: Int = 3
  ) throws -> (SearchTrace, SearchProblem) {
    let problem = try SearchProblem(try MacroSpace.table(step: step), goal)
    var search = PredictorSearch()
    search.predictor = predictor
    (search.models, search.rounds) = (40, 4)
    let run = try SearchRun(
      problem, search, RegularisedEvolution(), budget: budget, for: [strategy])
    return (try run.trace(strategy, seed: seed, workers: Workers(1)), problem)
  }

  @Test(arguments: SearchStrategy.allCases)
  func `train each architecture once, within the budget, the same for a seed`(
    strategy: SearchStrategy
  ) throws {
    let (trace, problem) = try Self.trace(strategy, seed: 7)
    #expect(trace.trials.count == 120)
    #expect(Set(trace.trials.map(\.position)).count == 120)
    #expect(trace.trials.allSatisfy { problem.figures[$0.position] == $0.figure })
    #expect(try Self.trace(strategy, seed: 7).0.trials == trace.trials)
    #expect(try Self.trace(strategy, seed: 8).0.trials != trace.trials)
  }

  @Test(arguments: SearchStrategy.allCases)
  func `end where nothing is left`(strategy: SearchStrategy) throws {
    let (trace, problem) = try Self.trace(strategy, seed: 1, budget: 10_000, step: 81)
    // Evolution may leave out what its children never are.
    #expect(trace.trials.count <= problem.pool.count)
    if strategy != .evolution { #expect(trace.trials.count == problem.pool.count) }
  }

  @Test(arguments: SearchStrategy.allCases)
  func `train only what may be chosen`(strategy: SearchStrategy) throws {
    let goal = SearchGoal(limit: "latency <= 9ms")
    let (trace, problem) = try Self.trace(strategy, seed: 2, goal: goal)
    #expect(trace.trials.allSatisfy { problem.isEligible[$0.position] })
  }

  @Test(arguments: [PredictorChoice.gp, .ridge])
  func `find the best sooner with a predictor than by chance`(predictor: PredictorChoice) throws {
    let (trace, problem) = try Self.trace(.predictor, predictor, seed: 3)
    let best = try #require(problem.best)
    let models = TrainedSequence(trace, of: problem, name: "").models(toReach: best)
    #expect(try #require(models) <= 80)
  }

  @Test func `make small what should be small`() throws {
    let goal = SearchGoal(metric: "latency", isMaximised: false)
    let (trace, problem) = try Self.trace(.predictor, seed: 4, goal: goal)
    let sequence = TrainedSequence(trace, of: problem, name: "")
    #expect(sequence.models(toReach: -1e-3) != nil)
    #expect(sequence.shown.first.map { $0 > 0 } == true)
  }

  @Test(arguments: [PredictorChoice.brpNAS, .brpNASBinary])
  func `learn with graph networks`(predictor: PredictorChoice) throws {
    let problem = try SearchProblem(
      try MacroSpace.table(step: 81), SearchGoal(augments: ["latency"]))
    var search = PredictorSearch()
    search.predictor = predictor
    (search.models, search.rounds) = (12, 2)
    var recipe = try #require(
      NetworkRecipe(
        predictor.rawValue, encoding: .brpNASMacro, augments: 1, seed: 0))
    recipe.configuration.hidden = 16
    recipe.configuration.epochs = 6
    recipe.headEpochs = 1
    search.recipe = recipe
    search.warmUp = PredictorSearch.WarmUp(try problem.table.column(named: "latency").values)
    search.warmUp?.models = 10
    search.warmUp?.epochs = 2
    let run = try SearchRun(
      problem, search, RegularisedEvolution(), budget: 15, for: [.predictor])
    let trace = try run.trace(.predictor, seed: 1, workers: Workers(1))
    #expect(trace.trials.count == 15)
    #expect(trace.isOrderOnly == (predictor == .brpNASBinary))
    #expect(trace.predictions.count == problem.figures.count)
    #expect(Set(trace.predictions).count > 40)
    #expect(try run.trace(.predictor, seed: 1, workers: Workers(2)).trials == trace.trials)
  }
}
