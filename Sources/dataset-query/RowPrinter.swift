import DatasetCatalog
import RecordStreams
import ToolSupport

/// How rows are printed.
enum RowFormat: String, CaseIterable {
  case table, json, csv, tsv, markdown
}

/// Prints rows of values to a stream of bytes.
final class RowPrinter {
  let format: RowFormat
  private let output: any ByteSink
  private var columns: [String] = []
  private var table = TextTable([])

  /// So many rows settle the widths of a table's columns.
  private static let rowsAtOnce = 1000

  init(_ format: RowFormat, to output: any ByteSink) {
    self.format = format
    self.output = output
  }

  /// Takes the names of the columns.
  func header(_ columns: [String]) throws {
    self.columns = columns
    table = TextTable(columns)
    switch format {
    case .csv: try write(columns.map(CSVText.field).joined(separator: ",") + "\n")
    case .tsv: try write(columns.map(tsv).joined(separator: "\t") + "\n")
    case .markdown:
      try writeLine(columns.map(markdown))
      try writeLine(columns.map { _ in "---" })
    case .table, .json: break
    }
  }

  /// Takes a row.
  func row(_ values: [CatalogValue]) throws {
    switch format {
    case .csv: try write(values.map { CSVText.field($0.text) }.joined(separator: ",") + "\n")
    case .tsv: try write(values.map { tsv($0.text) }.joined(separator: "\t") + "\n")
    case .json: try writeObject(values)
    case .markdown: try writeLine(values.map { markdown($0.text) })
    case .table:
      table.add(values.map { TextTable.Cell($0.text, isNumber: $0.isNumber) })
      if table.waiting >= Self.rowsAtOnce { try write(table.take()) }
    }
  }

  /// Prints what waits.
  func finish() throws {
    if format == .table, !columns.isEmpty { try write(table.take()) }
  }

  private func write(_ text: String) throws {
    try output.write(Array(text.utf8))
  }

  /// A line of a Markdown table.
  private func writeLine(_ cells: [String]) throws {
    try write("| " + cells.joined(separator: " | ") + " |\n")
  }

  /// Text in a cell of a Markdown table (GitHub's flavour): one line, bars escaped.
  private func markdown(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").split(
      whereSeparator: \.isNewline
    )
    .joined(separator: " ")
  }

  private func writeObject(_ values: [CatalogValue]) throws {
    var writer = JSONWriter()
    writer.beginObject()
    for (column, value) in zip(columns, values) {
      writer.key(column)
      writer.value(value)
    }
    writer.endObject()
    writer.endLine()
    try output.write(writer.bytes)
  }

  /// As Miller and jq do: tabs, line breaks and backslashes as escapes.
  private func tsv(_ text: String) -> String {
    guard text.contains(where: { $0 == "\t" || $0 == "\\" || $0.isNewline }) else { return text }
    return text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t")
      .replacing("\r", with: "\\r").replacing("\n", with: "\\n")
  }
}

extension JSONWriter {
  /// Writes a value of a row.
  mutating func value(_ value: CatalogValue) {
    switch value {
    case .null: null()
    case .integer(let number): int(Int(number))
    case .real(let number): double(number)
    case .text, .blob: string(value.text)
    }
  }
}

extension CatalogValue {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    case .null, .text, .blob: false
    }
  }
}
