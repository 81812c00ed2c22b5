package import ArgumentParser

/// Where models are that records name, and at what size they are taken.
package struct NamedModelOptions: ParsableArguments {
  /// Folders and archives to look in; without any, beside the file that names a model.
  @Option(
    help: ArgumentHelp(
      "Look for models that records name in this folder or archive; may be repeated. (default: beside the file that names them, then this folder)",
      valueName: "place"),
    completion: .file())
  package var models: [String] = []

  /// The batch size; `nil` leaves it to the model.
  @Option(
    help: ArgumentHelp(
      "Use this batch size, if the record does not say. (default: the model's, or 1)",
      valueName: "n"))
  package var batch: Int?

  /// The sizes of named dimensions, in the order of the command line.
  @Option(
    help: ArgumentHelp(
      "Give a named dimension of the inputs its size; may be repeated.", valueName: "name=n"))
  package var dim: [NamedDimension] = []

  /// The family of all models; `nil` takes what records say.
  @Option(
    help: ArgumentHelp(
      "The family of all models. (default: what the records say)", valueName: "name"))
  package var family: String?

  /// No options.
  package init() {}

  /// Refuses a batch of nothing.
  package func validate() throws {
    guard batch ?? 1 > 0 else { throw ValidationError("--batch must be at least 1") }
  }

  /// The sizes by name; the last one given counts.
  package var dimensions: [String: Int] {
    Dictionary(dim.map { ($0.name, $0.size) }, uniquingKeysWith: { _, last in last })
  }
}
