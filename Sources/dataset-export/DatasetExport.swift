import ArgumentParser
import DatasetCatalog
import ToolSupport

@main
struct DatasetExport: Tool {
  static let configuration = CommandConfiguration.tool(
    "dataset-export",
    "Write a catalog's figures and graphs in forms that others read.",
    usage: "<form> [<options>]",
    discussion: """
      safetensors  graphs and figures as tensors, for PyTorch Geometric and DGL
      npz          the same tensors for NumPy
      csv          figures with their graphs' columns, a line each
      jsonl        graph and measurement records
      node-link    graphs as networkx and GraphSAGE read them, a JSON object a line
      graphml      graphs as one GraphML document
      gt           latencies as NNLQP's gt.txt has them
      eagle        latencies of NAS-Bench-201 cells on one platform, pickled as Eagle has them
      perfseer     figures as PerfSeer's label texts, a file a network in the folder --into
      croissant    Croissant metadata of a file that csv has written, which --describes names

      Licences and citations of the datasets go into safetensors, npz and croissant.

      Examples:
        dataset-export safetensors --where 'metric = latency' -o latency.safetensors
        dataset-export csv --split unseen -o figures.csv
        dataset-export croissant --describes figures.csv -o croissant.json
        dataset-export eagle --platform desktop-cpu-core-i7-7820x-fp32 -o cpu.pickle
      """)

  @Argument(
    help: "safetensors, npz, csv, jsonl, node-link, graphml, gt, eagle, perfseer or croissant.")
  var form: ExportForm

  @OptionGroup var choice: ExportChoice
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var logging: LoggingOptions

  func validate() throws {
    guard (form == .croissant) == (choice.describes != nil) else {
      throw ValidationError("croissant takes --describes FILE, and nothing else does")
    }
    guard (form == .perfseer) == (choice.into != nil) else {
      throw ValidationError("perfseer takes --into FOLDER, and nothing else does")
    }
  }

  func run(_ session: inout ToolSession) throws {
    try session.export(form, choice.selection(of: Catalog(readingAt: catalog.path)), choice)
  }
}

/// The forms that figures and graphs are written in.
enum ExportForm: String, CaseIterable, ExpressibleByArgument {
  case safetensors, npz, csv, jsonl, graphml, gt, eagle, perfseer, croissant
  case nodeLink = "node-link"
}
