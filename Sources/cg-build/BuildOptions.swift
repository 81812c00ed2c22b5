import ArgumentParser
import ByteReading
import ComputationGraph
import GraphBuilding
import ToolSupport

/// How graphs are built, and from what.
struct BuildOptions: ParsableArguments {
  @OptionGroup var models: NamedModelOptions

  @Option(help: ArgumentHelp("Read the operators' costs from this file.", valueName: "file"))
  var costsFrom: String?

  @Flag(help: "Print what each operator costs, and stop; --costs json prints the file itself.")
  var costs = false

  @Option(
    help: ArgumentHelp(
      "Count costs as perfmill, nnlqp, perfseer or gennape does. (default: perfmill)",
      valueName: "name"))
  var costsConvention: CostConvention = .perfmill

  @Flag(help: "Say of each node how many bytes are weights, and its arithmetic intensity.")
  var costDetails = false

  @Option(
    help: ArgumentHelp(
      "In place of records, print how a node's shape and cost came about: its number, name, or operator.",
      valueName: "node"))
  var explain: String?

  /// How costs are told.
  var accounting: CostAccounting {
    var accounting = CostAccounting()
    accounting.convention = costsConvention
    accounting.isDetailed = costDetails
    return accounting
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

extension CostConvention: ExpressibleByArgument {}
