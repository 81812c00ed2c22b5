internal import Charts
package import ReportPages
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
  package func write(to page: inout ReportPage) {
    page.table(rows: rows.count + 1, columns: headings.count) { row, column in
      row > 0 && rows[row - 1][column].isNumber
    } content: { row, column, writer in
      writer.text(row == 0 ? headings[column] : rows[row - 1][column].text)
    }
  }
}
