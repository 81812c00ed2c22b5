import ArchitectureSearch
import DenseKernels
import Foundation
import GraphLearning
import SearchSpaces
import TestSupport
import Testing

#if DEBUG
private let isOptimised = false
#else
private let isOptimised = true
#endif
private let path = SharedData.path("data/nas-bench-macro/nas-bench-macro_cifar10.json")

/// What is claimed of searches on the published accuracies of NAS-Bench-Macro: a quarter of a minute with
/// optimisation, and many without.
@Suite("Searches of NAS-Bench-Macro", .enabled(if: path != nil && isOptimised))
struct MacroTableTests {
  private static func problem() throws -> SearchProblem {
    let file = try #require(path)
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file)))
    let networks = try #require(object as? [String: [String: Any]])
    let space = NASBenchMacro()
    var table = FigureTable(of: space)
    var figures: [(position: Int, value: Double)] = []
    for (code, network) in networks.sorted(by: { $0.key < $1.key }) {
      let accuracy = try #require(network["mean_acc"] as? Double)
      figures.append((table.add(try space.genes(from: code, as: nil)), accuracy / 100))
    }
    table.add(metric: "accuracy", platform: "cifar10", unit: "1", figures)
    return try SearchProblem(table, SearchGoal())
  }

  /// The number of models that each of several seeds trains until it has found the best of all.
  private static func models(
    _ problem: SearchProblem, _ strategy: SearchStrategy, _ search: PredictorSearch = .init(),
    seeds: Int
  ) throws -> Resampling {
    let best = try #require(problem.best)
    let run = try SearchRun(
      problem, search, RegularisedEvolution(), budget: strategy == .predictor ? 300 : 6561,
      for: [strategy])
    return Resampling(
      of: try (0..<UInt64(seeds)).map { seed in
        let trace = try run.trace(strategy, seed: seed, workers: Workers(1))
        let models = TrainedSequence(trace, of: problem, name: "").models(toReach: best)
        return Double(try #require(models, "seed \(seed) did not find the best"))
      })
  }

  @Test func `find the best sooner with a predictor than by evolution, and that than by chance`()
    throws
  {
    let problem = try Self.problem()
    #expect(problem.figures.count == 6561)
    let predictor = try Self.models(problem, .predictor, seeds: 20)
    let evolution = try Self.models(problem, .evolution, seeds: 20)
    let random = try Self.models(problem, .random, seeds: 20)
    #expect(predictor.range.upperBound < evolution.range.lowerBound)
    #expect(evolution.range.upperBound < random.range.lowerBound)
  }

  @Test func `find the best sooner with BRP-NAS's graph network than by evolution`() throws {
    let problem = try Self.problem()
    var search = PredictorSearch()
    search.predictor = .brpNAS
    var recipe = try #require(
      NetworkRecipe("brp-nas", encoding: .brpNASMacro, augments: 0, seed: 0))
    recipe.configuration.hidden = 32
    recipe.configuration.epochs = 200
    recipe.configuration.learningRate = 3e-3
    search.recipe = recipe
    let predictor = try Self.models(problem, .predictor, search, seeds: 6)
    let evolution = try Self.models(problem, .evolution, seeds: 20)
    #expect(predictor.range.upperBound < evolution.range.lowerBound)
  }
}
