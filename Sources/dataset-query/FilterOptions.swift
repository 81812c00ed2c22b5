import ArgumentParser
import Conditions
import DatasetCatalog
import Datasets

/// Which measurements are asked for.
struct FilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only this graph's.", valueName: "id")) var graph: String?
  @Option(help: ArgumentHelp("Only this dataset's.", valueName: "name")) var dataset: String?
  @Option(help: ArgumentHelp("Only this platform's.", valueName: "name")) var platform: String?
  @Option(help: ArgumentHelp("Only this family's.", valueName: "name")) var family: String?
  @Option(help: ArgumentHelp("Only this metric.", valueName: "name")) var metric: String?
  @Option(help: ArgumentHelp("Only this split's.", valueName: "name")) var split: String?
  @Option(help: ArgumentHelp("Only figures of this state.", valueName: "state"))
  var state: MeasurementState?
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only what fulfils this: platform ~ cpu* and latency < 5ms and not family in (vgg, alexnet).",
      valueName: "condition"))
  var condition: String?
  @Option(help: ArgumentHelp("At most so many rows or measurements.", valueName: "n"))
  var limit: Int?

  func validate() throws {
    guard limit ?? 0 >= 0 else { throw ValidationError("--limit must not be negative") }
  }

  /// What is asked for.
  func query(of catalog: Catalog) throws -> MeasurementQuery {
    var query = plain
    do {
      query.condition = try condition.map { try catalog.condition($0) }
    } catch let error as ConditionError {
      throw ValidationError("--where: \(error)")
    }
    return query
  }

  private var plain: MeasurementQuery {
    MeasurementQuery(
      graph: graph, dataset: dataset, platform: platform, family: family, metric: metric,
      split: split, state: state)
  }

  /// Whether anything is asked for besides a limit.
  var isUsed: Bool { plain != MeasurementQuery() || condition != nil }
}

extension MeasurementState: ExpressibleByArgument {}
