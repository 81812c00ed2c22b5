import ArgumentParser
import DatasetCatalog
import ToolSupport

@main
struct DatasetQuery: Tool {
  static let configuration = CommandConfiguration.tool(
    "dataset-query",
    "Ask a catalog what is in it.",
    usage: "[<list>] [<options>]",
    discussion: """
      Lists datasets, platforms, families, graphs, measurements or runs, answers SQL that reads, \
      or writes records again. Lists are aligned tables on a terminal and tab-separated values \
      with a heading elsewhere; --json prints one object a row.

      --records writes graphs and then measurements as JSON Lines, in an order that depends on \
      content alone: dataset-query --records | dataset-merge --into copy.db gives an equal catalog.

      Examples:
        dataset-query platforms --dataset nnlqp-multi-platform
        dataset-query measurements --platform cpu-openppl-fp32 --family resnet --csv
        dataset-query --sql "SELECT family, avg(value) FROM measurements GROUP BY 1"
      """)

  @Argument(help: "datasets, platforms, families, graphs, measurements or runs.")
  var listing: Listing?

  @Flag(help: "Write graph and measurement records.") var records = false

  @Option(help: ArgumentHelp("Answer one SELECT; nothing can be written.", valueName: "query"))
  var sql: String?

  @OptionGroup var filters: FilterOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var logging: LoggingOptions

  func validate() throws {
    guard [listing != nil, records, sql != nil].filter({ $0 }).count <= 1 else {
      throw ValidationError("a list, --records and --sql exclude each other")
    }
    guard sql == nil || !filters.isUsed else {
      throw ValidationError("--sql takes no filters but --limit; write them into the query")
    }
  }

  func run(_ session: inout ToolSession) throws {
    let catalog = try Catalog(readingAt: catalog.path)
    if records {
      try catalog.writeRecords(to: session.output, matching: filters.query, limit: filters.limit)
    } else {
      let printer = RowPrinter(
        format.chosen(writesToFile: output.output != nil), to: session.output)
      try printer.print(sql, or: listing ?? .datasets, of: catalog, filters)
    }
  }
}

extension Listing: ExpressibleByArgument {}
