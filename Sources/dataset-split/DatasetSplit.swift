import ArgumentParser
import Conditions
import DatasetCatalog
import RecordStreams
import ToolSupport

@main
struct DatasetSplit: Tool {
  static let configuration = CommandConfiguration.tool(
    "dataset-split",
    "Part a catalog's networks into those to learn from and those to be judged on.",
    usage: "<name> <rule> [<options>]",
    discussion: """
      Stores a split under a name and prints its parts and their sizes; its SHA-256 goes to \
      standard error. Rules: \(SplitRule.forms).

      Chance is SHA-256 of SEED:STRUCTURE: all batch sizes of a network stay together, and the \
      same seed gives the same parts on any machine and in any catalog.

      Examples:
        dataset-split unseen family:resnet,vgg
        dataset-split ten few-shot:10:1:gpu-T4 --where 'metric = latency'
        dataset-query --records --split-as unseen | gnn-fit --split own -o m.ckpt
      """)

  @Argument(help: "What the split is called.") var name: String
  @Argument(help: "How it parts.") var rule: SplitRule

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only figures that fulfil this.", valueName: "condition"))
  var condition: String?

  @Flag(help: "Forget another split of this name.") var replace = false
  @Flag(help: "Store nothing.") var dryRun = false
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var logging: LoggingOptions

  func run(_ session: inout ToolSession) throws {
    let split = try session.split(name, rule, condition, in: catalog.path)
    for count in split.counts {
      try session.output.write(Array("\(count.part)\t\(count.graphs)\t\(count.members)\n".utf8))
    }
    guard !dryRun else { return }
    let run = CatalogRun(
      tool: session.name, version: perfmillVersion,
      arguments: Array(CommandLine.arguments.dropFirst()), started: WallClock.utc)
    try SplitStore.store(
      split, in: catalog.path, by: run, ended: WallClock.utc, replaces: replace)
  }
}
