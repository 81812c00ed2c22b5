import ArgumentParser
import LabelFormats
import ToolSupport

@main
struct LabelParse: Tool {
  static let configuration = CommandConfiguration.tool(
    "label-parse",
    "Turn label files of many kinds into measurement records.",
    discussion: """
      Reads PerfSeer's label text, Vela's summary CSV (2.x to 5.x), the CSV files of nn-Meter and \
      HAT, the JSON of Accel-NASBench and NAS-Bench-Macro, and with --mapping any CSV, TSV, JSON \
      or JSON Lines. What a file is shows in its first bytes; --as says it. Nothing in a label is \
      evaluated. Figures come out in s, B, J, W, 1 and counts; units change by moving the decimal \
      point and by whole factors, and the digits that were read are kept in "source".

      Labels and graphs are paired by their stems: with the graphs in --models, or with those \
      among the inputs. What has no partner is counted on both sides.

      A mapping is YAML or JSON: docs/labels.md says how one is written.

      Examples:
        label-parse --models perfseer/cg perfseer/label | cg-build
        label-parse --condition version=5.2.0 output/*_summary_*.csv
        label-parse --mapping mine.yaml results.csv.gz > labels.jsonl
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var labels: LabelFlags
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    try session.parseLabels(from: input, labels, jobs: parallel.count)
  }
}
