import Charts
import ToolSupport

/// A table that is printed for people, programs or a page.
struct ReportTable {
  enum Form {
    case aligned, tsv, markdown
  }

  /// What stands in a cell.
  enum Cell {
    case text(String)
    /// A figure; `nil` where there is none.
    case figure(Double?)
    case count(Int?)
  }

  private let headings: [String]
  private var rows: [[Cell]] = []

  init(_ headings: [String]) {
    self.headings = headings
  }

  mutating func add(_ cells: [Cell]) { rows.append(cells) }

  func text(_ form: Form) -> String {
    switch form {
    case .aligned:
      var table = TextTable(headings)
      for row in rows {
        table.add(row.map { TextTable.Cell($0.text(digits: 5), isNumber: $0.isNumber) })
      }
      return table.take()
    case .tsv:
      let lines = [headings] + rows.map { $0.map { $0.text(digits: 9) } }
      return lines.map { $0.joined(separator: "\t") + "\n" }.joined()
    case .markdown:
      let lines =
        [headings, headings.map { _ in "---" }]
        + rows.map { $0.map { $0.text(digits: 5).replacing("|", with: "\\|") } }
      return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
  }
}

extension ReportTable.Cell {
  fileprivate func text(digits: Int) -> String {
    switch self {
    case .text(let text): text
    case .figure(let value): value.map { Scale.text($0, digits: digits) } ?? ""
    case .count(let count): count.map(String.init) ?? ""
    }
  }

  fileprivate var isNumber: Bool {
    if case .text = self { false } else { true }
  }
}
