import ArgumentParser
import RecordStreams
import ToolSupport

/// What is predicted, and how it is written.
struct ForecastOptions: ParsableArguments {
  @Option(
    name: .customLong("platform"),
    help: ArgumentHelp("Only this platform; may be repeated. (default: all)", valueName: "name"))
  var platforms: [String] = []

  @Option(
    help: ArgumentHelp(
      "The probability with which an interval holds the true figure.", valueName: "share"))
  var coverage = 0.8

  @Option(
    name: .customLong("export-onnx"),
    help: ArgumentHelp(
      "Write the predictor as an ONNX model here and predict nothing.", valueName: "file"),
    completion: .file(extensions: ["onnx"]))
  var exportONNX: String?

  @Option(
    help: ArgumentHelp(
      "Write the encoded networks, as that model reads them, here and predict nothing.",
      valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var saveInputs: String?

  @Flag(help: "Print aligned columns (default on a terminal).") var table = false
  @Flag(help: "Write prediction records (default elsewhere).") var records = false

  func validate() throws {
    guard coverage > 0, coverage < 1 else {
      throw ValidationError("--coverage must be above 0 and below 1")
    }
    guard !(table && records) else {
      throw ValidationError("--table and --records exclude each other")
    }
  }

  /// Whether a table is printed: as was asked for, or else as suits the reader.
  func isTable(_ common: CommonOptions) -> Bool {
    table || !records && Terminal.output.isInteractive && common.output.output == nil
  }
}
