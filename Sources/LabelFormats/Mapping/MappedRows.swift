internal import ByteReading
internal import RecordStreams

/// A mapping whose columns have been found in a file's heading: it turns rows into records.
struct MappedRows: Sendable {
  struct Figure: Sendable {
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

  struct Failure: Sendable {
    let column: Int
    let texts: Set<String>
    let above: Double?
    let reason: [UInt8]
  }

  let figures: [Figure]
  let failures: [Failure]
  private let model: BoundTemplate?
  private let space: BoundTemplate?
  private let encoding: BoundTemplate?
  private let batch: BoundTemplate?
  private let usualBatch: Int?
  private let dataset: BoundTemplate?
  private let family: BoundTemplate?
  private let split: BoundTemplate?
  let id: BoundTemplate?
  let conditions: [(name: [UInt8], value: BoundTemplate)]
  let missing: Set<String>
  let withheld: Set<String>
  /// Whether a number may stand for something else than itself.
  let hasOddNumbers: Bool
  let names: [String]
  let source: [UInt8]
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

  /// Writes a member, unless its text is empty.
  func write(
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

}
