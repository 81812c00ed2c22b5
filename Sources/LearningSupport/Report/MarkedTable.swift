package import Charts
package import ToolSupport

/// A table that is to be written in a markup: Markdown or HTML.
package struct MarkedTable: Sendable {
  private let headings: [String]
  private let rows: [[TextTable.Cell]]

  /// The rows of a table that were not taken yet.
  package init(_ table: TextTable) {
    headings = table.headings
    rows = table.rows
  }

  /// The table in GitHub's Markdown.
  package var markdown: String {
    let numbers = headings.indices.map { column in
      !rows.isEmpty && rows.allSatisfy { $0[column].isNumber || $0[column].text.isEmpty }
    }
    let lines =
      [headings, numbers.map { $0 ? "---:" : "---" }]
      + rows.map { $0.map { Self.escaped($0.text) } }
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  /// Writes the table as HTML.
  package func write(to writer: inout XMLWriter) {
    writer.raw("<table><tr>")
    for heading in headings { writer.element("th", heading) }
    writer.raw("</tr>\n")
    for row in rows {
      writer.raw("<tr>")
      for cell in row {
        writer.raw(cell.isNumber ? "<td class=\"n\">" : "<td>")
        writer.text(cell.text)
        writer.raw("</td>")
      }
      writer.raw("</tr>\n")
    }
    writer.raw("</table>\n")
  }
}
