import DatasetCatalog
import RecordStreams
import ToolSupport

/// How rows are printed.
enum RowFormat: String, CaseIterable {
  case table, json, csv, tsv
}

/// Prints rows of values to a stream of bytes.
struct RowPrinter {
  private let format: RowFormat
  private let output: any ByteSink
  private var columns: [String] = []
  private var table = TextTable([])

  /// So many rows settle the widths of a table's columns.
  private static let rowsAtOnce = 1000

  init(_ format: RowFormat, to output: any ByteSink) {
    self.format = format
    self.output = output
  }

  /// Prints the answer to SQL, or a list where there is none.
  consuming func print(
    _ sql: String?, or listing: Listing, of catalog: Catalog, _ filters: FilterOptions
  ) throws {
    if let sql {
      try catalog.query(sql, limit: filters.limit, header: { try header($0) }, row: { try row($0) })
    } else {
      try catalog.list(
        listing, matching: filters.query, limit: filters.limit, header: { try header($0) },
        row: { try row($0) })
    }
    try finish()
  }

  private mutating func header(_ columns: [String]) throws {
    self.columns = columns
    table = TextTable(columns)
    switch format {
    case .csv: try write(columns.map(csv).joined(separator: ",") + "\n")
    case .tsv: try write(columns.map(tsv).joined(separator: "\t") + "\n")
    case .table, .json: break
    }
  }

  private mutating func row(_ values: [CatalogValue]) throws {
    switch format {
    case .csv: try write(values.map { csv($0.text) }.joined(separator: ",") + "\n")
    case .tsv: try write(values.map { tsv($0.text) }.joined(separator: "\t") + "\n")
    case .json: try writeObject(values)
    case .table:
      table.add(values.map { TextTable.Cell($0.text, isNumber: $0.isNumber) })
      if table.waiting >= Self.rowsAtOnce { try write(table.take()) }
    }
  }

  private mutating func finish() throws {
    if format == .table, !columns.isEmpty { try write(table.take()) }
  }

  private func write(_ text: String) throws {
    try output.write(Array(text.utf8))
  }

  private func writeObject(_ values: [CatalogValue]) throws {
    var writer = JSONWriter()
    writer.beginObject()
    for (column, value) in zip(columns, values) {
      writer.key(column)
      switch value {
      case .null: writer.null()
      case .integer(let number): writer.int(Int(number))
      case .real(let number): writer.double(number)
      case .text, .blob: writer.string(value.text)
      }
    }
    writer.endObject()
    writer.endLine()
    try output.write(writer.bytes)
  }

  /// RFC 4180: in quotes where need be, quotes doubled.
  private func csv(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// As Miller and jq do: tabs, line breaks and backslashes as escapes.
  private func tsv(_ text: String) -> String {
    guard text.contains(where: { $0 == "\t" || $0 == "\\" || $0.isNewline }) else { return text }
    return text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t")
      .replacing("\r", with: "\\r").replacing("\n", with: "\\n")
  }
}

extension CatalogValue {
  /// The value as text; nothing for NULL, hexadecimal digits for bytes.
  fileprivate var text: String {
    switch self {
    case .null: ""
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    case .blob(let bytes):
      bytes.reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
    }
  }

  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    case .null, .text, .blob: false
    }
  }
}
