import ArgumentParser
import RecordStreams

/// What is told of a search.
struct ReportOptions: ParsableArguments {
  /// What is printed.
  enum Part: String, ExpressibleByArgument, CaseIterable {
    case trials, curve, summary, front
  }

  @Option(
    help: ArgumentHelp(
      """
      Print trials (records), the curve of models and best figure, a summary of how many models it \
      took, or the front of all valid architectures that were trained.
      """, valueName: "what"))
  var show = Part.trials

  @Flag(help: "Read logs that Eagle or --log wrote, and trial records, and train nothing.")
  var replay = false

  @Option(
    help: ArgumentHelp(
      "Write Eagle's log of every seed here, behind what the file holds.", valueName: "file"),
    completion: .file())
  var log: String?

  @Option(
    help: ArgumentHelp("Draw the curves, or the front, as SVG.", valueName: "file"),
    completion: .file(extensions: ["svg"]))
  var plot: String?

  @Option(
    help: ArgumentHelp(
      "A metric that the front wants small; may be repeated.", valueName: "name"))
  var pareto: [String] = []

  @Flag(help: "Print tab-separated values (default elsewhere than on a terminal).") var tsv = false
  @Flag(help: "Print aligned columns (default on a terminal).") var table = false
  @Flag(help: "Print a Markdown table.") var markdown = false

  func validate() throws {
    guard [tsv, table, markdown].count(where: { $0 }) <= 1 else {
      throw ValidationError("--tsv, --table and --markdown exclude each other")
    }
    guard (show == .front) == !pareto.isEmpty else {
      throw ValidationError("--show front and --pareto go together")
    }
    guard !replay || show == .curve || show == .summary else {
      throw ValidationError("--replay goes with --show curve or summary")
    }
  }

  /// Whether nothing is asked for besides records.
  var isPlain: Bool { show == .trials && !replay && log == nil && plot == nil }

  /// How tables are printed.
  func form(writesToFile: Bool) -> ReportTable.Form {
    if markdown { return .markdown }
    if table { return .aligned }
    return !tsv && Terminal.output.isInteractive && !writesToFile ? .aligned : .tsv
  }
}
