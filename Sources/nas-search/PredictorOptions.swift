import ArchitectureSearch
import ArgumentParser
import ByteReading
import GraphLearning
import SearchSpaces

/// What guides a search, and how it learns.
struct PredictorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      gp, ridge, knn or trees over the code and the paths of the cell, or BRP-NAS's graph network: \
      brp-nas says figures, brp-nas-binary the better of two.
      """, valueName: "name"))
  var predictor = PredictorChoice.gp

  @Option(help: ArgumentHelp("Learn from so many architectures.", valueName: "n"))
  var models = 100

  @Option(help: ArgumentHelp("Choose them in so many rounds.", valueName: "n"))
  var iterations = 10

  @Option(
    help: ArgumentHelp(
      """
      Take a share --alpha of the best, and draw the others from the best half, quarter, eighth … \
      (best2), from candidates of which half are left out in each round (best), or only that (random).
      """, valueName: "rule"))
  var sample = GrowthRule.Kind.best2

  @Option(
    help: ArgumentHelp("That share. (default: 0.5; with random 0)", valueName: "share"))
  var alpha: Double?

  @Option(help: ArgumentHelp("Epochs of a graph network in the last round.", valueName: "n"))
  var epochs: Int?

  @Option(help: ArgumentHelp("Its batch in the last round.", valueName: "n")) var batchSize: Int?
  @Option(help: ArgumentHelp("The width of its layers.", valueName: "n")) var hidden: Int?
  @Option(help: ArgumentHelp("Its first rate.", valueName: "rate")) var learningRate: Float?

  @Option(help: ArgumentHelp("What brp-nas-binary learns of two.", valueName: "name"))
  var comparison: Comparison?

  @Option(
    help: ArgumentHelp(
      "Begin with a checkpoint's parameters, such as a latency predictor's, but for the head.",
      valueName: "checkpoint"),
    completion: .file(extensions: ["safetensors"]))
  var initFrom: String?

  @Option(help: ArgumentHelp("Train the head alone for so many epochs first.", valueName: "n"))
  var headEpochs = 0

  @Option(
    help: ArgumentHelp(
      "Learn the order by this metric before anything is trained.", valueName: "metric"))
  var warmUp: String?

  @Option(help: ArgumentHelp("From so many architectures.", valueName: "n"))
  var warmUpModels = 256

  @Option(help: ArgumentHelp("For so many epochs.", valueName: "n")) var warmUpEpochs = 250

  func validate() throws {
    let counts = [
      models, iterations, epochs ?? 1, batchSize ?? 1, hidden ?? 1, headEpochs + 1, warmUpModels,
      warmUpEpochs,
    ]
    guard counts.allSatisfy({ (1...1_000_000).contains($0) }) else {
      throw ValidationError("counts must be from 1 to 1000000")
    }
    guard (0...1).contains(alpha ?? 0) else {
      throw ValidationError("--alpha must be from 0 to 1")
    }
    let isPlain = epochs == nil && batchSize == nil && hidden == nil && learningRate == nil
    guard
      predictor.isNetwork || (isPlain && comparison == nil && initFrom == nil && headEpochs == 0)
    else {
      throw ValidationError(
        """
        --epochs, --batch-size, --hidden, --learning-rate, --comparison, --init-from and \
        --head-epochs are for graph networks; \(predictor.rawValue) is none
        """)
    }
  }

  /// What these options ask for.
  func search(of problem: SearchProblem, form: String?, seed: UInt64) throws -> PredictorSearch {
    var search = PredictorSearch()
    search.predictor = predictor
    search.models = models
    search.rounds = iterations
    search.rule = GrowthRule(sample, alpha: alpha)
    if let warmUp {
      var first = PredictorSearch.WarmUp(try problem.table.column(named: warmUp).values)
      first.models = warmUpModels
      first.epochs = warmUpEpochs
      search.warmUp = first
    }
    if predictor.isNetwork { search.recipe = try recipe(for: problem, seed: seed) }
    return search
  }

  private func recipe(for problem: SearchProblem, seed: UInt64) throws -> NetworkRecipe? {
    let space = problem.table.space.name
    guard let encoding = GraphEncoding.cells(of: space) else {
      throw ValidationError(
        "\(predictor.rawValue) knows no cells of \(space); expected gp, ridge, knn or trees")
    }
    var recipe = NetworkRecipe(
      predictor.rawValue, encoding: encoding, augments: problem.goal.augments.count, seed: seed)
    if let epochs { recipe?.configuration.epochs = epochs }
    if let batchSize { recipe?.configuration.batchSize = batchSize }
    if let hidden { recipe?.configuration.hidden = hidden }
    if let learningRate { recipe?.configuration.learningRate = learningRate }
    if let comparison { recipe?.configuration.comparison = comparison }
    recipe?.headEpochs = headEpochs
    if let initFrom {
      let file = try MappedFile.open(initFrom)
      let bytes = file.bytes.copied()
      recipe?.transfer = NetworkRecipe.Transfer(path: initFrom, bytes: bytes)
    }
    return recipe
  }
}

extension PredictorChoice: ExpressibleByArgument {}
extension GrowthRule.Kind: ExpressibleByArgument {}
extension Comparison: ExpressibleByArgument {}
