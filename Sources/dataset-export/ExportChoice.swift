import ArgumentParser
import Conditions
import DatasetCatalog
import DatasetExport

/// What is exported.
struct ExportChoice: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only figures that fulfil this: platform ~ cpu* and latency < 5ms.", valueName: "condition"))
  var condition: String?
  @Option(help: ArgumentHelp("Only this platform's.", valueName: "name")) var platform: String?
  @Option(help: ArgumentHelp("Only this dataset's.", valueName: "name")) var dataset: String?

  @Option(
    help: ArgumentHelp(
      "Write the parts of this split of dataset-split in place of the datasets' own.",
      valueName: "name"))
  var split: String?

  @Option(
    help: ArgumentHelp("The file that croissant is to describe.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var describes: String?

  @Option(
    help: ArgumentHelp("The folder that perfseer writes into.", valueName: "folder"),
    completion: .directory)
  var into: String?

  @Option(help: ArgumentHelp("The dataset's name in croissant.", valueName: "name"))
  var title = "figures"

  /// The figures of a catalog that these options choose.
  func selection(of catalog: Catalog) throws -> ExportSelection {
    var query = MeasurementQuery(dataset: dataset, platform: platform)
    do {
      query.condition = try condition.map { try catalog.condition($0) }
    } catch let error as ConditionError {
      throw ValidationError("--where: \(error)")
    }
    query.parts = try split.map { try catalog.storedSplit(named: $0) }
    return ExportSelection(catalog, matching: query)
  }
}
