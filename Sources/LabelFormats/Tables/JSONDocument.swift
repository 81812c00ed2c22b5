internal import ByteReading
internal import RecordStreams

/// A JSON document that holds one row, an array of them, or an object whose members are rows.
struct JSONDocument {
  private let mapping: Mapping
  private let file: LabelFile
  private let columns: [String]
  private let rows: MappedRows
  private let tree: ColumnTree

  init(_ mapping: Mapping, _ file: LabelFile, _ options: LabelOptions) throws(LabelError) {
    self.mapping = mapping
    self.file = file
    columns = mapping.distinctColumns
    tree = ColumnTree(columns)
    rows = try MappedRows(mapping, columns: columns, file: file.name, options)
  }

  /// Reads all rows. What is wrong with the text ends the reading; the rows before it stand.
  func read(into block: inout MappedBlock<LabelRemarks>) throws(LabelError) {
    var scanner = JSONScanner(file.bytes.bytes)
    var row = JSONRow(columns: columns.count)
    var shared = MappedRows.Shared()
    do throws(JSONError) {
      if try scanner.peek() == .array {
        try scanner.beginArray()
        while try scanner.nextElement() { try read(&scanner, &row, nil, &shared, into: &block) }
      } else if mapping.rows == .members {
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
          try read(&scanner, &row, key.decoded(), &shared, into: &block)
        }
      } else {
        try read(&scanner, &row, nil, &shared, into: &block)
      }
      try scanner.finish()
    } catch {
      throw LabelError("byte \(error.offset): \(error.message)")
    }
  }

  private func read(
    _ scanner: inout JSONScanner, _ row: inout JSONRow, _ key: [UInt8]?,
    _ shared: inout MappedRows.Shared, into block: inout MappedBlock<LabelRemarks>
  ) throws(JSONError) {
    row.removeAll()
    block.lines += 1
    try tree.read(&scanner, into: &row)
    if let key, let column = columns.firstIndex(of: "key") { row.set(column, to: key) }
    let line = mapping.rows == .document ? 0 : block.lines
    rows.write(
      TableRow(row.bytes.bytes, row.fields.span, line: line, start: .max), sharing: &shared,
      to: &block)
  }
}
