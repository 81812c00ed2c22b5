import ArgumentParser
import ByteReading
import Datasets
import LabelFormats
import RecordStreams
import ToolSupport
import YAMLFormat

/// What the files are, and what they do not say themselves.
struct LabelFlags: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "What the files are: perfseer, vela, nn-meter, hat, accel-nasbench, nas-bench-macro. (default: as they look)",
      valueName: "kind"))
  var kind: String?

  @Option(
    help: ArgumentHelp(
      "What the columns mean: a mapping in YAML or JSON, or a dataset's card with one.",
      valueName: "file"),
    completion: .file())
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      "Look for the labels' graphs in this folder or archive; may be repeated.", valueName: "place"),
    completion: .file())
  var models: [String] = []

  @Option(help: ArgumentHelp("The dataset's name in the records.", valueName: "name"))
  var dataset: String?

  @Option(help: ArgumentHelp("The platform's name in the records.", valueName: "name"))
  var platform: String?

  @Option(help: ArgumentHelp("The batch size, where the file does not say.", valueName: "n"))
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      "Add to the conditions, such as version=5.2.0; may be repeated.", valueName: "name=value"))
  var condition: [NamedValue] = []

  func validate() throws {
    guard batch ?? 1 > 0 else { throw ValidationError("--batch must be at least 1") }
    guard kind == nil || mapping == nil else {
      throw ValidationError("--as and --mapping exclude each other")
    }
  }

  /// The reader for a run, with the graphs that labels are paired with.
  func reader(_ graphs: GraphStems) throws -> LabelReader {
    var options = LabelOptions()
    options.dataset = dataset
    options.platform = platform
    options.batch = batch
    options.conditions = condition.map { ($0.name, $0.value) }
    options.graphs = graphs
    let cards = try DatasetCards().all.flatMap(\.mappings)
    return try LabelReader(
      cards.map { try Mapping(json: $0.bytes) }, as: kind, following: try ownMappings(), options)
  }

  private func ownMappings() throws -> [Mapping] {
    guard let mapping else { return [] }
    let text = try DescriptorSource(path: mapping).readAll(limit: YAMLDocument.limit + 1)
    do {
      let json = try YAMLDocument.json(from: text)
      if let card = try? DatasetCard(json: json.bytes), !card.mappings.isEmpty {
        return try card.mappings.map { try Mapping(json: $0.bytes) }
      }
      return [try Mapping(json: json.bytes)]
    } catch let error as RecordError {
      throw UnreadableMapping(path: mapping, reason: error.message)
    } catch let error as YAMLError {
      throw UnreadableMapping(path: mapping, reason: "\(error)")
    }
  }
}

/// A mapping cannot be used.
struct UnreadableMapping: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "\(path): \(reason)" }
}
