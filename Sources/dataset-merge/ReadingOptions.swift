import ArgumentParser

/// How inputs that hold no records are read.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Merge what this command writes about each file: 'label-parse {} | cg-build'.",
      valueName: "command"))
  var through: String?

  @Option(
    help: ArgumentHelp("Read files by the command of this dataset's card.", valueName: "dataset"))
  var card: String?

  @Flag(help: "Merge inputs again that have not changed since they were merged.")
  var again = false

  func validate() throws {
    guard through == nil || card == nil else {
      throw ValidationError("--through and --card exclude each other")
    }
  }

  /// The command, if there is one.
  var reader: InputReader? {
    get throws {
      if let card { return try InputReader(card: card) }
      return try through.map { try InputReader($0) }
    }
  }
}
