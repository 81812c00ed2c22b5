internal import ByteReading
internal import RecordStreams

/// A mapping whose columns have been found in a file's heading: it turns rows into records.
struct MappedRows: Sendable {
  private struct Figure: Sendable {
    let metric: String
    let columns: [Int]
    let unit: FigureUnit
    let isPerSample: Bool
    let dispersion: Int?
    let count: BoundTemplate?
    let samples: [Int]
    let platform: BoundTemplate
    let phase: BoundTemplate?
    let state: [UInt8]
    /// From the platform on to the figure, and from the figure on.
    let metricText: [UInt8]
    let unitText: [UInt8]
    let end: [UInt8]
  }

  private struct Failure: Sendable {
    let column: Int
    let texts: Set<String>
    let above: Double?
    let reason: [UInt8]
  }

  private let figures: [Figure]
  private let failures: [Failure]
  private let model: BoundTemplate?
  private let space: BoundTemplate?
  private let encoding: BoundTemplate?
  private let batch: BoundTemplate?
  private let usualBatch: Int?
  private let dataset: BoundTemplate?
  private let family: BoundTemplate?
  private let split: BoundTemplate?
  private let id: BoundTemplate?
  private let conditions: [(name: [UInt8], value: BoundTemplate)]
  private let missing: Set<String>
  private let withheld: Set<String>
  /// Whether a number may stand for something else than itself.
  private let hasOddNumbers: Bool
  private let names: [String]
  private let source: [UInt8]
  private let graphs: GraphStems

  /// Finds a mapping's columns.
  init(
    _ mapping: Mapping, columns names: [String], file: String, _ options: LabelOptions
  ) throws(LabelError) {
    var columns: [String: Int] = [:]
    for (number, name) in names.enumerated() where columns[name] == nil { columns[name] = number }
    self.names = names
    func bind(_ template: FieldTemplate?) throws(LabelError) -> BoundTemplate? {
      guard let template else { return nil }
      return try BoundTemplate(template, columns: columns, file: file)
    }
    func find(_ column: String) throws(LabelError) -> Int {
      guard let number = columns[column] else { throw .missing(column: column, among: columns) }
      return number
    }
    func constant(_ text: String?) -> FieldTemplate? {
      text.flatMap { FieldTemplate($0.replacing("{", with: "{{").replacing("}", with: "}}")) }
    }
    var figures: [Figure] = []
    for figure in mapping.figures {
      var numbers: [Int] = []
      for column in figure.columns { numbers.append(try find(column)) }
      var samples: [Int] = []
      for column in figure.samples { samples.append(try find(column)) }
      let platform = constant(options.platform) ?? figure.platform ?? mapping.platform
      guard let platform = try bind(platform) else {
        throw LabelError("no platform for \(figure.metric); name it with --platform")
      }
      let unit = figure.unit.name + (figure.isPerSample ? "/sample" : "")
      figures.append(
        Figure(
          metric: figure.metric, columns: numbers, unit: figure.unit,
          isPerSample: figure.isPerSample, dispersion: try figure.dispersion.map(find),
          count: try bind(figure.count), samples: samples, platform: platform,
          phase: try bind(figure.phase ?? mapping.phase),
          state: Array((figure.state ?? mapping.state ?? "measured").utf8),
          metricText: Array(#"","metric":""#.utf8) + JSONText.escaped(figure.metric)
            + Array(#"""#.utf8),
          unitText: Array(#","unit":"\#(figure.unit.unit)""#.utf8),
          end: Array("\",\"unit\":\"".utf8) + JSONText.escaped(unit) + Array("\"}}\n".utf8)))
    }
    self.figures = figures
    var failures: [Failure] = []
    for failure in mapping.failures {
      let isOptional = failure.column.hasSuffix("?")
      let name = isOptional ? String(failure.column.dropLast()) : failure.column
      if isOptional, columns[name] == nil { continue }
      failures.append(
        Failure(
          column: try find(name), texts: Set(failure.texts), above: failure.above,
          reason: JSONText.escaped(failure.reason)))
    }
    self.failures = failures
    model = try bind(mapping.model)
    space = try bind(mapping.architecture?.space)
    encoding = try bind(mapping.architecture?.encoding)
    batch = try bind(mapping.batch)
    usualBatch = options.batch
    dataset = try bind(constant(options.dataset) ?? mapping.dataset)
    family = try bind(mapping.family)
    split = try bind(mapping.split)
    id = try bind(mapping.id)
    var conditions: [(name: [UInt8], value: BoundTemplate)] = []
    let own = options.conditions.compactMap { item in constant(item.value).map { (item.name, $0) } }
    let others = mapping.conditions.filter { item in !own.contains { $0.0 == item.name } }
    for (name, value) in others.map({ ($0.name, $0.value) }) + own {
      conditions.append(
        (JSONText.escaped(name), try BoundTemplate(value, columns: columns, file: file)))
    }
    self.conditions = conditions
    missing = mapping.missing
    withheld = mapping.withheld
    hasOddNumbers =
      !withheld.isEmpty
      || missing.contains { text in
        let bytes = Array(text.utf8)
        return ExactDecimal(bytes.span, bytes.indices) != nil
      }
    source =
      Array(#","source":{"format":""#.utf8)
      + JSONText.escaped(mapping.name.isEmpty ? "mapping" : mapping.name)
      + Array(#"","path":""#.utf8) + JSONText.escaped(file) + Array(#"""#.utf8)
    graphs = options.graphs
  }

  /// What the records of a row share, kept from row to row for its storage.
  struct Shared {
    /// A record up to the platform's name.
    fileprivate(set) var network: [UInt8] = []
    /// What follows the state, up to samples.
    fileprivate(set) var tail: [UInt8] = []
  }

  /// Writes the records of a row; what is wrong with one figure refuses that figure.
  func write(
    _ row: borrowing TableRow, sharing shared: inout Shared,
    to block: inout MappedBlock<LabelRemarks>
  ) {
    let start = block.bytes.count
    shared.network.removeAll(keepingCapacity: true)
    shared.tail.removeAll(keepingCapacity: true)
    do throws(LabelError) {
      try writeNetwork(row, to: &shared.network, &block.remarks)
      let batch = try writeShared(row, to: &shared.tail)
      let failure = failures.isEmpty ? nil : failures.first { matches($0, row) }
      for figure in figures {
        let position = block.bytes.count
        do throws(LabelError) {
          try write(
            figure, of: row, shared, batch: batch, failure: failure, to: &block)
        } catch {
          block.bytes.removeSubrange(position...)
          block.refuse(line: max(row.line, 1), column: error.offset.map { $0 + 1 }, error)
        }
      }
    } catch {
      block.bytes.removeSubrange(start...)
      block.refuse(line: max(row.line, 1), column: error.offset.map { $0 + 1 }, error)
    }
  }

  /// Writes a record up to the platform's name.
  private func writeNetwork(
    _ row: borrowing TableRow, to output: inout [UInt8], _ remarks: inout LabelRemarks
  ) throws(LabelError) {
    output.append(utf8: #"{"kind":"measurement","#)
    if let model {
      output.append(utf8: #""model":""#)
      if graphs.count > 0 {
        let stem = LabelFile.stem(of: try model.text(row))
        if let graph = graphs.graph(of: stem) {
          remarks.paired.append(graph.number)
          output += JSONText.escaped(graph.path)
          output.append(utf8: #"","platform":""#)
          return
        }
        remarks.alone.append(stem)
      }
      guard try model.append(row, to: &output) else {
        throw row.refusal("no model's name in this row; expected one")
      }
    } else if let space, let encoding {
      output.append(utf8: #""architecture":{"space":""#)
      guard try space.append(row, to: &output) else {
        throw row.refusal("no search space in this row; expected its name")
      }
      output.append(utf8: #"","encoding":""#)
      guard try encoding.append(row, to: &output) else {
        throw row.refusal("no architecture in this row; expected its code")
      }
      output.append(utf8: "\"}")
      output.append(utf8: #","platform":""#)
      return
    }
    output.append(utf8: #"","platform":""#)
  }

  /// Writes what follows the state in every record of a row, up to the line; returns the batch size.
  private func writeShared(
    _ row: borrowing TableRow, to output: inout [UInt8]
  ) throws(LabelError) -> Int? {
    try write(",\"dataset\":\"", dataset, row, to: &output)
    try write(",\"family\":\"", family, row, to: &output)
    try write(",\"split\":\"", split, row, to: &output)
    guard let batch, !batch.isConstant || usualBatch == nil else { return usualBatch }
    if let number = try batch.wholeNumber(row), number > 0 { return number }
    let text = try batch.text(row)
    guard text.isEmpty else {
      throw row.refusal("batch \"\(text.prefix(40))\"; expected a whole number from 1")
    }
    return usualBatch
  }

  private func write(
    _ key: String, _ template: BoundTemplate?, _ row: borrowing TableRow, to output: inout [UInt8]
  ) throws(LabelError) {
    guard let template else { return }
    let start = output.count
    output.append(utf8: key)
    if try template.append(row, to: &output) {
      output.append(UInt8(ascii: "\""))
    } else {
      output.removeSubrange(start...)
    }
  }

  private func write(
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

  /// The figure in the unit of records: that which was read already, or else the columns' sum.
  private func total(
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

  private func writeSpread(
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

  private func writeSamples(
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

  private func matches(_ failure: Failure, _ row: borrowing TableRow) -> Bool {
    let text = row.text(failure.column)
    if failure.texts.contains(text) { return true }
    guard let field = row.field(failure.column), let number = Double(row.raw.extracting(field).text)
    else { return false }
    if let above = failure.above, number > above { return true }
    return failure.texts.contains { Double($0) == number }
  }
}
