internal import ByteReading
package import RecordStreams

/// A table, or JSON Lines, whose rows become records block after block.
package struct LabelTable: Sendable {
  private let rows: MappedRows
  private let form: Mapping.Form
  private let columns: [String]
  private let tree: ColumnTree
  /// Whether the first record is a heading.
  private let hasHeading: Bool
  /// How fields are told apart.
  package let dialect: CSVDialect

  /// Whether blocks are made of records that lines may end within.
  package var isQuoted: Bool { form == .csv || form == .tsv }

  /// Prepares to read a file.
  init(
    _ mapping: Mapping, _ form: Mapping.Form, file: String, start: [UInt8], _ options: LabelOptions
  ) throws(LabelError) {
    self.form = form
    dialect = form == .tsv ? CSVDialect(separator: 0x09) : mapping.dialect(start)
    hasHeading = form != .jsonl && mapping.columns == nil
    if form == .jsonl {
      columns = mapping.distinctColumns
    } else {
      columns = mapping.columns ?? Mapping.heading(of: start, dialect)
    }
    tree = form == .jsonl ? ColumnTree(columns) : ColumnTree()
    if columns.isEmpty {
      throw LabelError("an empty file; expected a heading with the names of the columns")
    }
    rows = try MappedRows(mapping, columns: columns, file: file, options)
  }

  /// Reads a block of whole records.
  package func read(_ block: LineBlock) -> MappedBlock<LabelRemarks> {
    var result = MappedBlock(remarks: LabelRemarks())
    // Most rows of a table are shorter than a sixth of their records.
    result.bytes.reserveCapacity(block.bytes.count * 4)
    if form == .jsonl {
      readLines(of: block, into: &result)
    } else {
      readRecords(of: block, into: &result)
    }
    return result
  }

  private func readRecords(of block: LineBlock, into result: inout MappedBlock<LabelRemarks>) {
    var records = CSVRecords(block, dialect)
    var shared = MappedRows.Shared()
    var isHeading = hasHeading && block.firstLine == 1
    while records.next() {
      result.lines += 1
      if records.fields.isEmpty {
        result.remarks.blank += 1
        continue
      }
      if isHeading {
        isHeading = false
        continue
      }
      if let flaw = records.flaw {
        result.refuse(line: records.line, column: flaw.offset.map { $0 + 1 }, flaw)
        continue
      }
      guard records.fields.count <= columns.count else {
        result.refuse(
          line: records.line,
          LabelError("\(records.fields.count) fields; expected \(columns.count)"))
        continue
      }
      let row = TableRow(
        records.bytes.bytes, records.fields.span, line: records.line, start: records.start)
      rows.write(row, sharing: &shared, to: &result)
    }
  }

  private func readLines(of block: LineBlock, into result: inout MappedBlock<LabelRemarks>) {
    var lines = LineCursor(block.bytes.bytes)
    var row = JSONRow(columns: columns.count)
    var shared = MappedRows.Shared()
    while let line = lines.next() {
      let number = block.firstLine + result.lines
      result.lines += 1
      do throws(JSONError) {
        var scanner = JSONScanner(line)
        if scanner.isAtEnd() {
          result.remarks.blank += 1
          continue
        }
        row.removeAll()
        try tree.read(&scanner, into: &row)
        try scanner.finish()
      } catch {
        result.refuse(line: number, column: error.offset + 1, LabelError(error.message))
        continue
      }
      rows.write(
        TableRow(row.bytes.bytes, row.fields.span, line: number, start: .max), sharing: &shared,
        to: &result)
    }
  }
}

extension Mapping {
  /// The columns that it names, each once.
  var distinctColumns: [String] {
    var names: [String] = []
    for column in namedColumns where !names.contains(column.name) { names.append(column.name) }
    return names
  }
}
