import ArgumentParser

/// What is said of the figures as a whole.
struct SummaryOptions: ParsableArguments {
  /// How a table of statistics is laid out.
  enum Shape: String, ExpressibleByArgument, CaseIterable {
    /// A row for each platform, metric and phase.
    case series
    /// As PerfSeer has published them.
    case perfseer
  }

  @Flag(help: "Print a table of statistics instead of records.") var summary = false

  @Option(
    help: ArgumentHelp(
      "series: a row for each platform, metric and phase; perfseer: the table of its publication.",
      valueName: "shape"))
  var shape = Shape.series

  @Flag(help: "Print the table in Markdown.") var markdown = false
  @Flag(help: "Print one JSON object a row.") var json = false
  @Flag(help: "Print comma-separated values with a heading.") var csv = false

  @Option(
    help: ArgumentHelp("Draw a histogram of each series into this folder.", valueName: "folder"),
    completion: .directory)
  var plot: String?

  func validate() throws {
    guard [markdown, json, csv].filter({ $0 }).count <= 1 else {
      throw ValidationError("--markdown, --json and --csv exclude each other")
    }
    guard summary || !markdown && !json && !csv && shape == .series else {
      throw ValidationError("--markdown, --json, --csv and --shape need --summary")
    }
  }

  /// Whether figures are gathered at all.
  var isWanted: Bool { summary || plot != nil }
}
