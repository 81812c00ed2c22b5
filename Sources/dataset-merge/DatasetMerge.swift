import ArgumentParser
import DatasetCatalog
import RecordStreams
import ToolSupport

@main
struct DatasetMerge: Tool {
  static let configuration = CommandConfiguration.tool(
    "dataset-merge",
    "Merge records and catalogs into one catalog.",
    discussion: """
      Reads graph, measurement and architecture records (JSON Lines), other catalogs and \
      checkpoints of gnn-fit, and adds to the catalog what it does not have. Merging the same \
      again changes nothing; a merge that was killed is completed by running it again. Graphs must \
      come from cg-build.

      A file or folder that was taken whole is not read again while it is the same (its size and \
      time, or else its SHA-256): the second run costs nothing. --through reads files that hold no \
      records by a command for bash, {} being the file; --card takes the command of a dataset's card.

      Two figures of one graph, platform, metric, phase, batch size, dataset and conditions that \
      disagree are a conflict: both are counted, and --on-conflict says what becomes of them. \
      keep: the catalog's stays. replace: the newcomer takes its place. both: both stay. \
      fail: the merge ends.

      Examples:
        gt-parse d/gt.txt | cg-build --models d | dataset-merge --into catalog.db
        dataset-merge a.db b.db --into c.db
        dataset-merge --card hw-nas-bench HW-NAS-Bench.tar --into catalog.db
        dataset-merge --through 'label-parse {} | cg-build' labels/ --into c.db
      """)

  @OptionGroup var input: InputOptions

  @OptionGroup var target: TargetOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var strict: StrictOptions
  @OptionGroup var logging: LoggingOptions
  @OptionGroup var progress: ProgressOptions

  func validate() throws {
    guard try reading.reader == nil || !input.files.isEmpty && input.filesFrom == nil else {
      throw ValidationError("--through and --card take the names of files or folders")
    }
  }

  func run(_ session: inout ToolSession) throws {
    let run = CatalogRun(
      tool: session.name, version: perfmillVersion,
      arguments: Array(CommandLine.arguments.dropFirst()), started: WallClock.utc)
    let writer = try target.writer(of: run)
    let inputs = MergeInputs(options: input, reader: try reading.reader, again: reading.again)
    try session.merge(inputs, into: writer, jobs: parallel.count)
    if let advice = target.advice(on: writer.report) { session.warn(advice) }
  }
}
