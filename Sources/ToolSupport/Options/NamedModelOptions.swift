import ArgumentParser
import ToolSupport

/// Which models are measured, and at what size.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look for models that records name in this folder or archive; may be repeated. (default: beside the file that names them, then this folder)",
      valueName: "place"),
    completion: .file())
  var models: [String] = []

  @Option(
    help: ArgumentHelp(
      "Run with this batch size, if the record does not say. (default: the model's, or 1)",
      valueName: "n"))
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      "Give a named dimension of the inputs its size; may be repeated.", valueName: "name=n"))
  var dim: [NamedDimension] = []

  @Option(
    help: ArgumentHelp(
      "The family of all models. (default: what the records say)", valueName: "name"))
  var family: String?

  func validate() throws {
    guard batch ?? 1 > 0 else { throw ValidationError("--batch must be at least 1") }
  }

  var dimensions: [String: Int] {
    Dictionary(dim.map { ($0.name, $0.size) }, uniquingKeysWith: { _, last in last })
  }
}
