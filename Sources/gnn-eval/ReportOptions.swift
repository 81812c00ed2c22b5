import ArgumentParser

/// What is written about the rows that are judged.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Print one JSON array of all groups.") var json = false
  @Flag(help: "Print comma-separated values of all groups, with a heading.") var csv = false

  @Option(
    help: ArgumentHelp("Write prediction records here; - is standard output.", valueName: "file"),
    completion: .file())
  var predictions: String?

  func validate() throws {
    guard !(json && csv) else { throw ValidationError("--json and --csv exclude each other") }
    guard predictions != "-" || !(json || csv) else {
      throw ValidationError("--predictions - leaves no room for --json or --csv")
    }
  }
}
