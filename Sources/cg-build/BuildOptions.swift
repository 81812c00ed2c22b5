import ArgumentParser
import ByteReading
import GraphBuilding
import ToolSupport

/// How graphs are built, and from what.
struct BuildOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look for models that records name in this folder or archive; may be repeated. (default: beside the file that names them, then this folder)",
      valueName: "place"),
    completion: .file())
  var models: [String] = []

  @Option(
    help: ArgumentHelp(
      "Build for this batch size, if the record does not say. (default: the file's, or 1)",
      valueName: "n"))
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      "Give a named dimension of the inputs its size; may be repeated.", valueName: "name=n"))
  var dim: [NamedDimension] = []

  @Option(
    help: ArgumentHelp(
      "The family of all graphs. (default: what the measurements say)", valueName: "name"))
  var family: String?

  @Option(help: ArgumentHelp("Read the operators' costs from this file.", valueName: "file"))
  var costsFrom: String?

  @Flag(help: "Print what each operator costs, and stop; --costs json prints the file itself.")
  var costs = false

  func validate() throws {
    guard batch ?? 1 > 0 else { throw ValidationError("--batch must be at least 1") }
  }

  func costTable() throws -> CostTable {
    guard let costsFrom else { return try CostTable.standard() }
    return try CostTable(json: FileContents.file(path: costsFrom).withBytes { $0.copied() })
  }

  /// What `--costs` prints; `nil` if it is not asked for. `form` is what follows the flag: nothing
  /// or `table`, or `json`.
  func listing(of table: CostTable, as form: [String]) throws -> [UInt8]? {
    guard costs else { return nil }
    switch form {
    case [], ["table"]: return Array(table.listing.utf8)
    case ["json"]: return table.json
    default: throw ValidationError("--costs takes no files; expected table or json")
    }
  }
}
