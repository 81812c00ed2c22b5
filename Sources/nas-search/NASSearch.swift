import ArchitectureSearch
import ArgumentParser
import ToolSupport

@main
struct NASSearch: Tool {
  static let configuration = CommandConfiguration.tool(
    "nas-search",
    "Search a space for its best architectures, guided by a predictor.",
    discussion: """
      Reads measurement records of architectures (or catalogs) and simulates a search: training an \
      architecture is looking its figure up. Writes a trial record for each, or with --show what \
      came of several seeds: the curve of models trained and best figure, the number of models \
      until the best was found, or the front of several metrics. With --propose writes what should \
      be trained next in a space of which only some figures are known.

      Examples:
        label-parse nas-bench-macro_cifar10.json > macro.jsonl
        nas-search macro.jsonl --strategy evolution --seeds 20 --show summary
        nas-search macro.jsonl --predictor brp-nas-binary --log log.txt -o t.jsonl
        nas-search --replay log.txt --show curve --plot curve.svg
        nas-search macro.jsonl --where 'flops < 60M' --show front --pareto flops
        nas-search --space darts --pool eagle:100000:0 trained.jsonl --propose 20
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Space") var space: SpaceOptions
  @OptionGroup(title: "Goal") var goal: GoalOptions
  @OptionGroup(title: "Strategy") var strategy: StrategyOptions
  @OptionGroup(title: "Predictor") var predictor: PredictorOptions
  @OptionGroup(title: "Report") var report: ReportOptions
  @OptionGroup var seed: SeedOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    if report.replay { return try session.replay(input, goal, report) }
    let problem = try session.problem(input, space, goal, strategy, jobs: parallel.count)
    let search = try predictor.search(of: problem, form: space.form, seed: seed.seed)
    if let count = strategy.propose {
      return try session.propose(count, problem, search, self)
    }
    try session.search(problem, search, self)
  }

  func validate() throws {
    guard strategy.propose == nil || report.isPlain else {
      throw ValidationError("--propose goes with no --show, --log, --plot or --replay")
    }
    guard strategy.iteration == 0 || strategy.propose != nil else {
      throw ValidationError("--iteration goes with --propose")
    }
    guard report.log == nil || report.replay || strategy.chosen == [.predictor] else {
      throw ValidationError("--log tells of --strategy predictor alone")
    }
  }
}
