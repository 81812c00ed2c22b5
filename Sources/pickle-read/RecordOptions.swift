import ArgumentParser
import Datasets
import PickledDatasets

/// What `--as` makes of datasets, and what their files do not say themselves.
struct RecordOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Write records of a dataset in this layout: \(LayoutChoice.list).", valueName: "layout"))
  var layout: LayoutChoice?

  @Option(
    help: ArgumentHelp(
      "The platform of the figures. (default: what the file's name says)", valueName: "name"))
  var platform: String?

  @Option(help: ArgumentHelp("The dataset's name in records.", valueName: "name"))
  var dataset: String?

  @Option(
    help: ArgumentHelp(
      "The batch size of the figures. (default: what the file's name says)", valueName: "n"))
  var batch: Int?

  @Option(
    help: ArgumentHelp("What the figures are, such as latency or accuracy.", valueName: "name"))
  var metric: String?

  @Option(
    help: ArgumentHelp(
      "The search space of codes that do not tell it, such as hashes.", valueName: "name"))
  var encodingSpace: String?

  @Option(
    help: ArgumentHelp(
      "What the numbers of architectures mean. (default: str_arch2idx.pt and the like in the file's folder or above)",
      valueName: "file"),
    completion: .file())
  var index: String?

  func validate() throws {
    guard batch ?? 1 > 0 else { throw ValidationError("--batch must be at least 1") }
  }

  /// What goes into every record.
  var context: DatasetContext {
    DatasetContext(
      path: "", dataset: dataset, platform: platform, batch: batch, metric: metric,
      space: encodingSpace)
  }
}

/// A layout on the command line.
enum LayoutChoice: ExpressibleByArgument {
  case auto
  case layout(DatasetLayout)

  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let layout = DatasetLayout(rawValue: argument) {
      self = .layout(layout)
    } else {
      return nil
    }
  }

  /// The layout; `nil` where it is to be recognised.
  var layout: DatasetLayout? {
    if case .layout(let layout) = self { layout } else { nil }
  }

  static var allValueStrings: [String] { ["auto"] + DatasetLayout.allCases.map(\.rawValue) }

  static var list: String { allValueStrings.joined(separator: ", ") }
}
