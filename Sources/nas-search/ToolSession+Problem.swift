import ArchitectureSearch
import ArgumentParser
import ComputationGraph
import DatasetCatalog
import Datasets
import DenseKernels
import GraphLearning
import LearningSupport
import SearchSpaces
import ToolSupport

extension ToolSession {
  /// Gathers figures of architectures and puts the problem together.
  mutating func problem(
    _ input: InputOptions, _ space: SpaceOptions, _ goal: GoalOptions, _ strategy: StrategyOptions,
    jobs: Int
  ) throws -> SearchProblem {
    var collector = FigureCollector(of: try space.named(), platforms: Set(space.platforms))
    var count = 0
    try eachInput(of: input) { session, input in
      if let path = input.path, Catalog.isDatabase(path) {
        return try collector.add(Catalog(readingAt: path))
      }
      try session.eachLine(of: input, after: &count) { _, line, _ in
        switch try RecordKind.sniff(line) {
        case .graph: collector.add(try Graph(json: line))
        case .measurement: try collector.add(try Measurement(json: line))
        default: break
        }
      }
    }
    var table = try collector.finish()
    if collector.foreign > 0 {
      warn("\(collector.foreign) figures were left out: of no architecture of \(table.space.name)")
    }
    if let pool = space.pool {
      guard strategy.propose != nil else { throw ValidationError("--pool goes with --propose") }
      try pool.add(to: &table)
      // A search that begins has no figures yet.
      if (try? table.column(named: goal.metric)) == nil, strategy.iteration == 0 {
        table.add(metric: goal.metric, platform: "any", unit: "1", [])
      }
    }
    let beliefs = try goal.believe.flatMap { path in
      try FigureColumn.predicted(
        by: try checkpoint(path).0, of: table, workers: Workers(jobs))
    }
    return try SearchProblem(table, goal.goal, believing: beliefs)
  }
}

extension FigureCollector {
  /// Gathers from a catalog all figures, and the graphs that they are about.
  fileprivate mutating func add(_ catalog: Catalog) throws {
    try catalog.inSnapshot {
      try catalog.forEachMeasurement { try add($0) }
      try catalog.forEachGraph { add($0) }
    }
  }
}
