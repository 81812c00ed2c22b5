import ArgumentParser

/// Where measurements are kept, and as whose.
struct KeepingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep each visit in this file at once, and do not repeat those that it holds.",
      valueName: "file"),
    completion: .file())
  var journal: String?

  @Flag(help: "Visit models again that have failed, as the journal says.")
  var retry = false

  @Option(
    help: ArgumentHelp(
      "Write the measurements into results0.jsonl, results1.jsonl, … of this folder.",
      valueName: "folder"),
    completion: .directory)
  var into: String?

  @Option(help: ArgumentHelp("The most models in a file of --into.", valueName: "n"))
  var chunk = 1000

  @Option(help: ArgumentHelp("The dataset's name in the records.", valueName: "name"))
  var dataset: String?

  func validate() throws {
    guard !retry || journal != nil else { throw ValidationError("--retry needs a --journal") }
    guard chunk > 0 else { throw ValidationError("--chunk must be at least 1") }
  }
}
