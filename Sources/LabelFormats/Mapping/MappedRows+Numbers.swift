internal import ByteReading
internal import RecordStreams

/// How the numbers of a row are read, and written in the units of records.
extension MappedRows {
  /// The figure in the unit of records: that which was read already, or else the columns' sum.
  func total(
    of figure: Figure, _ read: ExactDecimal?, _ row: borrowing TableRow, batch: Int?
  ) throws(LabelError) -> ExactDecimal {
    var total = read
    if let read { try check(read, figure.columns[0], of: figure, row) }
    for column in read == nil ? figure.columns : [] {
      let part = try number(column, of: figure, row)
      total = total.map { $0 + part } ?? part
    }
    return try inRecordUnit(total ?? ExactDecimal(0), figure, row, batch: batch)
  }

  private func number(
    _ column: Int, of figure: Figure, _ row: borrowing TableRow
  ) throws(LabelError) -> ExactDecimal {
    guard let field = row.field(column), let number = ExactDecimal(row.bytes, field) else {
      let found = row.text(column).prefix(40)
      throw row.refusal(
        "\(name(column)) \"\(found)\"; expected a number of \(figure.unit.name)", at: column)
    }
    try check(number, column, of: figure, row)
    return number
  }

  private func check(
    _ number: ExactDecimal, _ column: Int, of figure: Figure, _ row: borrowing TableRow
  ) throws(LabelError) {
    guard number.isPositive || !figure.unit.isPositive else {
      throw row.refusal(
        "\(name(column)) \"\(row.text(column).prefix(40))\"; expected more than 0 "
          + "(if it stands for something, say so with missing, withheld or failures)", at: column)
    }
  }

  private func name(_ column: Int) -> String { names.indices.contains(column) ? names[column] : "" }

  private func inRecordUnit(
    _ number: ExactDecimal, _ figure: Figure, _ row: borrowing TableRow, batch: Int?
  ) throws(LabelError) -> ExactDecimal {
    var number = number
    number.multiply(by: figure.unit.factor, power: figure.unit.power)
    if figure.isPerSample {
      guard let batch else {
        throw row.refusal(
          "\(figure.metric) is per sample, and the row has no batch size; say it with --batch")
      }
      number.multiply(by: batch)
    }
    return number
  }

  func writeSpread(
    of figure: Figure, _ row: borrowing TableRow, batch: Int?, to output: inout [UInt8]
  ) throws(LabelError) {
    if let column = figure.dispersion, !missing.contains(row.text(column)) {
      guard let field = row.field(column), let number = ExactDecimal(row.bytes, field),
        !number.isNegative
      else {
        throw row.refusal(
          "\(name(column)) \"\(row.text(column).prefix(40))\"; expected a spread from 0", at: column
        )
      }
      output.append(utf8: ",\"dispersion\":")
      try inRecordUnit(number, figure, row, batch: batch).write(to: &output)
    }
    if let count = figure.count {
      let text = try count.text(row)
      guard let number = Int(text), number > 0 else {
        throw row.refusal("count \"\(text.prefix(40))\"; expected a whole number from 1")
      }
      output.append(utf8: ",\"count\":\(number)")
    }
  }

  func writeSamples(
    of figure: Figure, _ row: borrowing TableRow, batch: Int?, to output: inout [UInt8]
  ) throws(LabelError) {
    guard !figure.samples.isEmpty else { return }
    output.append(utf8: ",\"samples\":")
    if figure.samples.count == 1, let field = row.field(figure.samples[0]) {
      try writeArray(field, figure.samples[0], of: figure, row, batch: batch, to: &output)
      return
    }
    output.append(UInt8(ascii: "["))
    for (index, column) in figure.samples.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      let sample = try number(column, of: figure, row)
      try inRecordUnit(sample, figure, row, batch: batch).write(to: &output)
    }
    output.append(UInt8(ascii: "]"))
  }

  /// Copies an array of numbers, nested or not, each in the unit of records.
  private func writeArray(
    _ field: Range<Int>, _ column: Int, of figure: Figure, _ row: borrowing TableRow, batch: Int?,
    to output: inout [UInt8]
  ) throws(LabelError) {
    let expected = "\(name(column)): expected an array of numbers, such as [1.5, 2]"
    var scanner = JSONScanner(row.raw.extracting(field))
    guard (try? scanner.peek()) == .array, (try? scanner.readRaw()) != nil,
      (try? scanner.finish()) != nil
    else { throw row.refusal(expected, at: column) }
    var position = field.lowerBound
    while position < field.upperBound {
      let byte = row.bytes[position]
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ",") {
        output.append(byte)
        position += 1
      } else if byte <= 0x20 {
        position += 1
      } else {
        var end = position
        while end < field.upperBound, row.bytes[end] > 0x20, row.bytes[end] != UInt8(ascii: ","),
          row.bytes[end] != UInt8(ascii: "]")
        { end += 1 }
        guard let number = ExactDecimal(row.bytes, position..<end) else {
          throw row.refusal(expected, at: column)
        }
        try inRecordUnit(number, figure, row, batch: batch).write(to: &output)
        position = end
      }
    }
  }
}
