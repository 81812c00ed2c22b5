import ArgumentParser
import DatasetQuality
import ToolSupport

@main
struct StatsClean: Tool {
  static let configuration = CommandConfiguration.tool(
    "stats-clean",
    "Make one figure of repeated measurements, and say what the figures are like.",
    discussion: """
      Reads records and reduces each measurement's "samples" by a rule; all other lines pass \
      through. The record keeps the number of samples, their spread, and which were left out and \
      why. Several files become one stream, in their order; with --combine a network that several of \
      them measure becomes one record with the samples of all.

      Rules: eagle (of each list the samples between its quartiles, and the same again with the \
      lists' means), mean, median, min, trimmed:0.1 (without a tenth at either end), mad:3.5 (without \
      modified z-scores above 3.5), iqr:1.5 (without what lies 1.5 ranges beyond the quartiles). \
      mad and iqr leave out no more than --cap allows.

      --summary prints a table instead of records; statistics are exact for input of any length.

      Examples:
        stats-clean --combine raw*.jsonl > latencies.jsonl
        stats-clean --rule mad:3.5 --cap 0.2 raw.jsonl > latencies.jsonl
        stats-clean --normalize minmax i7.jsonl > scaled.jsonl
        stats-clean --undo scaled.jsonl
        stats-clean --summary --markdown --plot plots records.jsonl
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var cleaning: CleaningOptions
  @OptionGroup var summary: SummaryOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard !cleaning.undo || !summary.isWanted else {
      throw ValidationError("--undo, --summary and --plot exclude each other")
    }
    guard !summary.summary || cleaning.normalize == .none else {
      throw ValidationError("--summary and --normalize exclude each other")
    }
  }

  func run(_ session: inout ToolSession) throws {
    try session.clean(input, cleaning, summary, jobs: parallel.count)
  }
}
