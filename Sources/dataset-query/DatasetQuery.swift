import ArgumentParser
import DatasetCatalog
import ProcessControl
import ToolSupport

@main
struct DatasetQuery: Tool {
  static let configuration = CommandConfiguration.tool(
    "dataset-query",
    "Ask a catalog what is in it.",
    usage: "[<list>] [<options>]",
    discussion: """
      Lists datasets, platforms, families, graphs, measurements or runs; sums figures up by groups; \
      answers SQL that reads; finds like graphs; tells where figures come from; or writes records \
      again. Lists are aligned tables on a terminal, in a pager where they are longer than it, and \
      tab-separated values with a heading elsewhere; --json prints one object a row.

      --where takes conditions on any field and metric, with units: \
      family = resnet and platform ~ cpu* and latency < 5ms. \
      --records writes graphs and then measurements as JSON Lines, in an order that depends on \
      content alone: dataset-query --records | dataset-merge --into copy.db gives an equal catalog.

      Examples:
        dataset-query platforms --dataset nnlqp-multi-platform
        dataset-query measurements --where 'platform ~ cpu* and latency < 5ms' --csv
        dataset-query --group-by family --aggregate count,p95 --metric latency
        dataset-query --group-by family --pivot platform --markdown
        dataset-query --diff yesterday.db
        dataset-query --snapshot backup.db
        dataset-query --model a.onnx --platform cpu --checkpoint m.safetensors
        dataset-query --sql "SELECT family, avg(value) FROM measurements GROUP BY 1"
      """)

  @OptionGroup var question: QuestionOptions
  @OptionGroup(title: "One model") var model: ModelOptions
  @OptionGroup var filters: FilterOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var logging: LoggingOptions

  func validate() throws {
    guard question.sql == nil || !filters.isUsed else {
      throw ValidationError("--sql takes no filters but --limit; write them into the query")
    }
    guard !question.records || !format.isUsed else {
      throw ValidationError("--records are JSON Lines and take no other form")
    }
  }

  func run(_ session: inout ToolSession) throws {
    let writesToFile = output.output != nil
    let pager = format.pager(writesToFile: writesToFile)
    let sink = pager ?? session.output
    let printer = RowPrinter(format.chosen(writesToFile: writesToFile), to: sink)
    let answer = try session.answer(self, to: printer, sink, isPaged: pager != nil)
    try pager?.finish()
    session.tell(answer)
  }
}
