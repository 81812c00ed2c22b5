internal import ByteReading
internal import RecordStreams

/// How the records of a row's figures are written.
extension MappedRows {
  /// Writes the record of one figure, or counts that it is missing.
  func write(
    _ figure: Figure, of row: borrowing TableRow, _ shared: borrowing Shared, batch: Int?,
    failure: Failure?, to block: inout MappedBlock<LabelRemarks>
  ) throws(LabelError) {
    var isWithheld = false
    var value: ExactDecimal?
    if !hasOddNumbers, failure == nil, figure.columns.count == 1,
      let field = row.field(figure.columns[0])
    {
      value = ExactDecimal(row.bytes, field)
    }
    if value == nil {
      let texts = figure.columns.map { row.text($0) }
      isWithheld = texts.contains { withheld.contains($0) }
      if !isWithheld, failure == nil, texts.contains(where: { missing.contains($0) }) {
        block.remarks.missing += 1
        return
      }
    }
    block.bytes += shared.network
    guard try figure.platform.append(row, to: &block.bytes) else {
      throw row.refusal("no platform in this row; expected its name")
    }
    block.bytes += figure.metricText
    let hasFigure = failure == nil && !isWithheld
    if hasFigure, !figure.columns.isEmpty {
      block.bytes.append(utf8: ",\"value\":")
      try total(of: figure, value, row, batch: batch).write(to: &block.bytes)
    }
    block.bytes += figure.unitText
    if hasFigure { try writeSpread(of: figure, row, batch: batch, to: &block.bytes) }
    try write(",\"phase\":\"", figure.phase, row, to: &block.bytes)
    if let batch {
      block.bytes.append(utf8: ",\"batch\":")
      JSONText.append(batch, to: &block.bytes)
    }
    block.bytes.append(utf8: ",\"state\":\"")
    if let failure {
      block.bytes.append(utf8: "failed\",\"reason\":\"")
      block.bytes += failure.reason
    } else if isWithheld {
      block.bytes.append(utf8: "withheld")
    } else {
      block.bytes += figure.state
    }
    block.bytes.append(UInt8(ascii: "\""))
    block.bytes += shared.tail
    if hasFigure { try writeSamples(of: figure, row, batch: batch, to: &block.bytes) }
    try writeConditions(row, to: &block.bytes)
    block.bytes += source
    if row.line > 0 {
      block.bytes.append(utf8: ",\"line\":")
      JSONText.append(row.line, to: &block.bytes)
    }
    try write(",\"id\":\"", id, row, to: &block.bytes)
    block.bytes.append(utf8: ",\"value\":\"")
    for (number, column) in figure.columns.enumerated() {
      if number > 0 { block.bytes.append(utf8: " + ") }
      if let field = row.field(column) {
        guard JSONText.append(row.raw.extracting(field), to: &block.bytes) else {
          throw row.refusal("bytes that are not UTF-8; expected UTF-8", at: column)
        }
      }
    }
    block.bytes += figure.end
  }

  private func writeConditions(
    _ row: borrowing TableRow, to output: inout [UInt8]
  ) throws(LabelError) {
    guard !conditions.isEmpty else { return }
    let start = output.count
    var any = false
    output.append(utf8: ",\"conditions\":{")
    for (name, value) in conditions {
      let before = output.count
      output.append(utf8: any ? ",\"" : "\"")
      output += name
      output.append(utf8: "\":\"")
      if try value.append(row, to: &output) {
        output.append(UInt8(ascii: "\""))
        any = true
      } else {
        output.removeSubrange(before...)
      }
    }
    if any { output.append(UInt8(ascii: "}")) } else { output.removeSubrange(start...) }
  }

  /// Whether a row tells of a failure.
  func matches(_ failure: Failure, _ row: borrowing TableRow) -> Bool {
    let text = row.text(failure.column)
    if failure.texts.contains(text) { return true }
    guard let field = row.field(failure.column), let number = Double(row.raw.extracting(field).text)
    else { return false }
    if let above = failure.above, number > above { return true }
    return failure.texts.contains { Double($0) == number }
  }
}
