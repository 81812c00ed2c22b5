import ArgumentParser
import GraphLearning

/// What is judged and written.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge the mean with this checkpoint of the same split, and each; may be repeated.",
      valueName: "checkpoint"),
    completion: .file(extensions: ["safetensors"]))
  var also: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only these baselines, separated by commas; none for none. (default: \(Self.all))",
      valueName: "names"))
  var baselines: BaselineList?

  @Option(
    help: ArgumentHelp(
      "How often rows are drawn anew for the confidence of the figures; 0 for none.",
      valueName: "n"))
  var resamples = 200

  @Option(
    help: ArgumentHelp(
      "A table to print; may be repeated. (default: overall, families)", valueName: "table"))
  var show: [ReportTable] = []

  @Option(help: ArgumentHelp("The rows of the table of the worst.", valueName: "n"))
  var worst = 10

  @Flag(help: "Print one JSON array of all groups.") var json = false
  @Flag(help: "Print comma-separated values of all groups, with a heading.") var csv = false
  @Flag(help: "Print the tables as Markdown.") var markdown = false

  @Option(
    help: ArgumentHelp(
      """
      Draw scatter, errors, calibration, training and platforms into this folder, as SVG, as PNG \
      (with rsvg-convert) and on one page that loads nothing, report.html.
      """, valueName: "folder"),
    completion: .directory)
  var plot: String?

  @Option(
    help: ArgumentHelp("Write prediction records here; - is standard output.", valueName: "file"),
    completion: .file())
  var predictions: String?

  private static let all = Baseline.allCases.map(\.rawValue).joined(separator: ",")

  func validate() throws {
    guard [json, csv, markdown].count(where: \.self) < 2 else {
      throw ValidationError("--json, --csv and --markdown exclude each other")
    }
    guard predictions != "-" || !(json || csv || markdown) else {
      throw ValidationError("--predictions - leaves no room for --json, --csv or --markdown")
    }
    guard resamples >= 0 else { throw ValidationError("--resamples must be at least 0") }
    guard worst > 0 else { throw ValidationError("--worst must be at least 1") }
  }

  /// What is judged besides the predictor's own figures.
  var settings: Evaluation.Settings {
    var settings = Evaluation.Settings()
    if let baselines { settings.baselines = baselines.list }
    settings.resamples = resamples
    settings.asksForSpreads = plot != nil || show.contains(.intervals)
    return settings
  }

  /// The tables that are printed.
  var tables: [ReportTable] { show.isEmpty ? [.overall, .families] : show }
}

/// Names of baselines, separated by commas.
struct BaselineList: ExpressibleByArgument {
  let list: [Baseline]

  init?(argument: String) {
    guard argument != "none" else {
      list = []
      return
    }
    var list: [Baseline] = []
    for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let baseline = Baseline(rawValue: String(name)) else { return nil }
      list.append(baseline)
    }
    self.list = list
  }
}

/// A table about an evaluation.
enum ReportTable: String, ExpressibleByArgument, CaseIterable {
  case overall, families, sizes, ranking, errors, worst, intervals
}
