import ArgumentParser
import DatasetQuality
import ToolSupport

@main
struct DatasetLint: Tool {
  static let configuration = CommandConfiguration.tool(
    "dataset-lint",
    "Find what is wrong or doubtful in a dataset.",
    discussion: """
      Reads records or catalogs and reports: two platforms with the same figures, figures in \
      another unit, per sample among per batch, rounded or constant figures, gaps in coverage, \
      outliers, figures that are 0 or negative, rows that conflict or repeat, and networks in \
      several splits. Each finding has a code, a severity, a reason and its rows. Graph records \
      among the input let it see batch sizes of one network, costs, and isomorphic networks.

      The exit status is 1 if there is a finding of the severity --fail-on or a worse one.

      --matrix prints how platforms agree about the order of networks instead.

      Examples:
        dataset-lint catalog.db
        label-parse data | cg-build | dataset-lint --fail-on warning
        dataset-lint --matrix spearman --heat-map devices.svg catalog.db
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var lint: LintOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    try session.lint(input, lint, jobs: parallel.count)
  }
}
