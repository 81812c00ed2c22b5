import ArgumentParser
import ToolSupport

@main
struct ReportBind: Tool {
  static let configuration = CommandConfiguration.tool(
    "report-bind",
    "Bind Markdown, tables and drawings into one page.",
    discussion: """
      Reads Markdown, such as tables that nas-search and gnn-eval print with --markdown, and writes \
      one HTML page that loads nothing: pictures on lines of their own, ![label](plot.svg), are put \
      into it. Pictures are SVG or PNG files in the folder of the text, or below it. Of Markdown it \
      knows headings, paragraphs, lists, code, tables, bold words and links.

      Examples:
        report-bind report.md -o report.html
        nas-search --replay log.txt --show summary --markdown | report-bind --title Search -o s.html
      """)

  @OptionGroup var input: InputOptions

  @Option(help: ArgumentHelp("The page's title. (default: the first heading)", valueName: "text"))
  var title: String?

  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    try session.bind(input, title: title)
  }
}
