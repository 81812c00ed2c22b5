internal import ByteReading
internal import RecordStreams

/// Turns a PerfSeer label into measurements: seven figures for training and seven for inference.
struct PerfSeerReader: Sendable {
  /// The text of a record from its metric to its figure, and so on, for each phase and field.
  private let beforeFigure: [[UInt8]]
  private let afterFigure: [[UInt8]]
  private let end: [[UInt8]]
  private let middle: [UInt8]
  private let options: LabelOptions
  /// What is done to each field's figure.
  private let scales = PerfSeerField.all.map {
    (isTime: $0.isTime, factor: $0.factor, power: $0.power)
  }
  private static let phases = [("train", "training"), ("infer", "inference")]

  init(_ options: LabelOptions) {
    self.options = options
    let platform = options.platform ?? "gpu-rtx3090"
    let fields = Self.phases.flatMap { phase in PerfSeerField.all.map { (phase.1, $0) } }
    beforeFigure = fields.map {
      Array(
        (#"","platform":""#.utf8)) + JSONText.escaped(platform)
        + Array(#"","metric":"\#($0.1.metric)","value":"#.utf8)
    }
    afterFigure = fields.map {
      Array(#","unit":"\#($0.1.recordUnit)","phase":"\#($0.0)""#.utf8)
    }
    end = fields.map { Array("\",\"unit\":\"\($0.1.unit)\"}}\n".utf8) }
    middle =
      Array(#","state":"measured","dataset":""#.utf8)
      + JSONText.escaped(options.dataset ?? "perfseer") + Array(#"","family":""#.utf8)
  }

  /// Whether bytes begin as a label does: a dictionary with the key `train` or `infer`.
  static func recognises(_ prefix: [UInt8]) -> Bool {
    let start = prefix.prefix(4096).drop { $0 <= 0x20 }
    guard start.first == UInt8(ascii: "{") else { return false }
    let key = start.dropFirst().drop { $0 <= 0x20 }
    return ["'train'", "'infer'", "\"train\"", "\"infer\""].contains { key.starts(with: $0.utf8) }
  }

  /// Reads a whole file.
  func read(_ file: LabelFile, model: String, into block: inout MappedBlock<LabelRemarks>) {
    block.lines += 1
    let raw = file.bytes.bytes
    do throws(FormatError) {
      var fields: [[Range<Int>]] = []
      for (phase, range) in try Self.phases(of: raw).enumerated() {
        do throws(FormatError) {
          fields.append(try Self.fields(of: range, in: Span(_bytes: raw)))
        } catch {
          throw error.inside(Self.phases[phase].0)
        }
      }
      write(fields, of: raw, file, model: model, into: &block)
    } catch {
      let place = Self.place(of: error.offset, in: file.bytes)
      block.refuse(
        line: place.line, column: place.column,
        LabelError((error.trail.map { $0 + ": " }.joined()) + "\(error.reason)"))
    }
  }

  /// The places of the two phases' texts.
  private static func phases(of raw: RawSpan) throws(FormatError) -> [Range<Int>] {
    var literal = PythonLiteral(raw)
    var found: [Range<Int>?] = [nil, nil]
    try literal.readDictionary { (key, literal) throws(FormatError) in
      guard let phase = phases.firstIndex(where: { $0.0 == key }) else {
        return try literal.skip()
      }
      do throws(FormatError) {
        found[phase] = try literal.readString().range
      } catch {
        throw error.inside(key)
      }
    }
    try literal.finish()
    var complete: [Range<Int>] = []
    for (range, phase) in zip(found, phases) {
      guard let range else {
        throw FormatError(
          .malformed("no key '\(phase.0)'; expected 'train' and 'infer'"), at: 0)
      }
      complete.append(range)
    }
    return complete
  }

  private func write(
    _ phases: [[Range<Int>]], of raw: RawSpan, _ file: LabelFile, model: String,
    into block: inout MappedBlock<LabelRemarks>
  ) {
    let bytes = Span<UInt8>(_bytes: raw)
    let stem = PerfSeerStem(file.stem)
    let batch = stem.batch ?? options.batch
    let head = Array(#"{"kind":"measurement","model":""#.utf8) + JSONText.escaped(model)
    var tail: [UInt8] = []
    if let batch { tail += Array(#","batch":\#(batch)"#.utf8) }
    tail += middle + JSONText.escaped(stem.family)
    tail += Array(#"","source":{"format":"perfseer","path":""#.utf8)
    tail += JSONText.escaped(file.name) + Array(#"","id":""#.utf8)
    tail += JSONText.escaped(file.stem) + Array(#"","value":""#.utf8)

    // Figures and what stands around them take less than 160 bytes.
    block.bytes.reserveCapacity(
      block.bytes.count + phases.count * scales.count * (head.count + tail.count + 160)
        + raw.byteCount)
    for (phase, fields) in phases.enumerated() {
      for number in scales.indices {
        let scale = scales[number]
        guard var figure = ExactDecimal(bytes, fields[number]), !figure.isNegative,
          !scale.isTime || figure.isPositive
        else {
          let found = raw.extracting(fields[number]).text.prefix(40)
          refuse(phase, number, "\"\(found)\"; expected a number", fields, of: file, &block)
          continue
        }
        guard !scale.isTime || batch != nil else {
          refuse(
            phase, number,
            "a time per sample, and the file's name begins with no batch size (bs8_); "
              + "say it with --batch", fields, of: file, &block)
          continue
        }
        figure.multiply(by: scale.isTime ? batch ?? 1 : scale.factor, power: scale.power)
        let index = phase * scales.count + number
        block.bytes += head
        block.bytes += beforeFigure[index]
        figure.write(to: &block.bytes)
        block.bytes += afterFigure[index]
        block.bytes += tail
        block.bytes.append(raw.extracting(fields[number]))
        block.bytes += end[index]
      }
    }
  }

  /// What stands between the bars, without the blanks around: seven fields.
  private static func fields(
    of range: Range<Int>, in bytes: Span<UInt8>
  ) throws(FormatError) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    fields.reserveCapacity(PerfSeerField.all.count)
    var start = range.lowerBound
    for position in range.lowerBound...range.upperBound
    where position == range.upperBound || bytes[position] == UInt8(ascii: "|") {
      var (lower, upper) = (start, position)
      while lower < upper, bytes[lower] == 0x20 { lower += 1 }
      while lower < upper, bytes[upper - 1] == 0x20 { upper -= 1 }
      fields.append(lower..<upper)
      start = position + 1
    }
    let count = PerfSeerField.all.count
    guard fields.count == count else {
      throw FormatError(
        .malformed("\(fields.count) fields; expected \(count), with | between"),
        at: range.lowerBound)
    }
    return fields
  }

  private func refuse(
    _ phase: Int, _ number: Int, _ text: String, _ fields: [Range<Int>], of file: LabelFile,
    _ block: inout MappedBlock<LabelRemarks>
  ) {
    let place = Self.place(of: fields[number].lowerBound, in: file.bytes)
    let name = "\(Self.phases[phase].0).\(PerfSeerField.all[number].name)"
    block.refuse(line: place.line, column: place.column, LabelError("\(name): \(text)"))
  }

  private static func place(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return (line, offset - start + 1)
  }
}
