import ArgumentParser
import LabelFormats
import RecordStreams
import ToolSupport

@main
struct GTParse: Tool {
  static let configuration = CommandConfiguration.tool(
    "gt-parse",
    "Turn NNLQP's gt.txt into measurement records.",
    discussion: """
      Reads lines of the form "id path batch latency family platform [stage]" from gt.txt, or from \
      every gt.txt of a folder or archive. Milliseconds become seconds by moving the decimal \
      point; nothing is rounded. Fields stand apart by spaces or tabs; a path may hold spaces. \
      Blank lines are passed over, and so is what follows the stage.

      Platform numbers get the names that --platforms gives, or a platforms.json beside gt.txt, or \
      the dataset's card. A stage other than train, validation and test is no split.

      Examples:
        gt-parse nnlqp/gt.txt > labels.jsonl
        gt-parse data.tar.gz/multi | cg-build --models data.tar.gz/multi
        gt-parse --dataset mine --platforms names.txt gt.txt
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var parallel: ParallelOptions

  @Option(help: ArgumentHelp("The dataset's name in the records.", valueName: "name"))
  var dataset: String?

  @Option(
    help: ArgumentHelp(
      "What the platform numbers mean: lines \"number name\", or a JSON object.",
      valueName: "file"),
    completion: .file())
  var platforms: String?

  func run(_ session: inout ToolSession) throws {
    let datasets = try GTDatasets(
      named: dataset, table: try platforms.map { ($0, try DescriptorSource(path: $0).readAll()) },
      tables: session.neighbours(named: "platforms.json", of: input))
    var remarks = GTRemarks()
    try session.mapBlocks(
      of: input, choosing: .named("gt.txt"), jobs: parallel.count,
      maximumLine: GTTextReader.maximumLine, holding: "a line for each latency"
    ) { input in
      datasets.reader(for: input.name).read
    } remarking: {
      remarks.add($0)
    }
    for message in remarks.messages { session.warn(message) }
  }
}
