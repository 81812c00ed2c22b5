internal import ByteReading
internal import RecordStreams

/// The parts of a record that are the same on every line, as JSON text that is copied between the
/// fields of a line. It spares two thirds of the time that writing key by key takes.
struct GTTemplate: Sendable {
  /// All parts, one behind the other; those below are ranges of it.
  private var text: [UInt8] = []
  private let beforePath: Range<Int>
  private var platforms: [Range<Int>] = []
  private let beforeBatch: Range<Int>
  private let beforeFamily: Range<Int>
  private let noSplit: Range<Int>
  private let train: Range<Int>
  private let validation: Range<Int>
  private let test: Range<Int>
  private let beforeID: Range<Int>
  private let beforeLatency: Range<Int>
  private let end: Range<Int>
  private let names: PlatformNames

  /// The platform numbers whose part is at hand; the parts of others are made when they come.
  private static let usualPlatforms = 0..<64

  init(source: String, dataset: String?, platforms names: PlatformNames) {
    let dataset = dataset.map { #""dataset":\#(Self.quoted($0)),"# } ?? ""
    let source = #","source":{"format":"nnlqp-gt","path":\#(Self.quoted(source)),"line":"#
    var text: [UInt8] = []
    func add(_ part: String) -> Range<Int> {
      let start = text.count
      text += part.utf8
      return start..<text.count
    }
    beforePath = add(#"{"kind":"measurement","model":""#)
    beforeBatch = add(#","unit":"s","phase":"inference","batch":"#)
    beforeFamily = add(#","state":"measured",\#(dataset)"family":""#)
    noSplit = add(#""\#(source)"#)
    train = add(#"","split":"train"\#(source)"#)
    validation = add(#"","split":"validation"\#(source)"#)
    test = add(#"","split":"test"\#(source)"#)
    beforeID = add(#","id":""#)
    beforeLatency = add(#"","value":""#)
    end = add("\",\"unit\":\"ms\"}}\n")
    platforms = Self.usualPlatforms.map { add(Self.platform(named: names.name(of: $0))) }
    self.text = text
    self.names = names
  }

  /// Appends the record of a label.
  func write(
    _ label: GTLine, of bytes: Span<UInt8>, line: Int, to block: inout MappedBlock<GTRemarks>
  ) {
    if !names.contains(label.platform) { block.remarks.unknownPlatforms.insert(label.platform) }
    let split = split(of: label, bytes)
    if split == nil {
      block.remarks.oddStages += 1
      block.remarks.firstOddStage = block.remarks.firstOddStage ?? line
    }
    let isUsual = Self.usualPlatforms.contains(label.platform)
    guard !label.needsCare, isUsual else {
      let platform = Array(Self.platform(named: names.name(of: label.platform)).utf8)
      let path = Self.escaped(bytes.extracting(label.path))
      let family = Self.escaped(bytes.extracting(label.family))
      let id = Self.escaped(bytes.extracting(label.id))
      write(
        label, of: bytes, line: line, path: path.span, family: family.span, id: id.span,
        platform: platform.span, split: split ?? noSplit, to: &block.bytes)
      return
    }
    write(
      label, of: bytes, line: line, path: bytes.extracting(label.path),
      family: bytes.extracting(label.family), id: bytes.extracting(label.id),
      platform: text.span.extracting(platforms[label.platform]), split: split ?? noSplit,
      to: &block.bytes)
  }

  private func write(
    _ label: GTLine, of bytes: Span<UInt8>, line: Int, path: Span<UInt8>, family: Span<UInt8>,
    id: Span<UInt8>, platform: Span<UInt8>, split: Range<Int>, to records: inout [UInt8]
  ) {
    let fields = path.count + family.count + id.count + label.latency.range.count + platform.count
    // Two whole numbers of at most 19 digits; every other part is used once at most.
    let limit = text.count + fields + label.latency.capacity + 40
    let text = text.span
    records.append(addingCapacity: limit) { (output: inout OutputSpan<UInt8>) in
      output.append(all: text.extracting(beforePath))
      output.append(all: path)
      output.append(all: platform)
      label.latency.write(from: bytes, shiftedBy: -3, to: &output)
      output.append(all: text.extracting(beforeBatch))
      Self.write(label.batch, to: &output)
      output.append(all: text.extracting(beforeFamily))
      output.append(all: family)
      output.append(all: text.extracting(split))
      Self.write(line, to: &output)
      output.append(all: text.extracting(beforeID))
      output.append(all: id)
      output.append(all: text.extracting(beforeLatency))
      output.append(all: bytes.extracting(label.latency.range))
      output.append(all: text.extracting(end))
    }
  }

  /// What stands between family and line: with the split if the stage is one, and `nil` if the
  /// stage is another word.
  private func split(of label: GTLine, _ bytes: Span<UInt8>) -> Range<Int>? {
    let stage = bytes.extracting(label.stage)
    if stage.isEmpty { return noSplit }
    if stage.isText("train") { return train }
    if stage.isText("test") { return test }
    return stage.isText("validation") ? validation : nil
  }

  private static func platform(named name: String) -> String {
    #"","platform":\#(quoted(name)),"metric":"latency","value":"#
  }

  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The bytes, which are UTF-8, as they stand between quotes in JSON.
  private static func escaped(_ bytes: Span<UInt8>) -> [UInt8] {
    let quoted = quoted(bytes.text(limit: bytes.count)).utf8
    return Array(quoted.dropFirst().dropLast())
  }

  private static func write(_ number: Int, to output: inout OutputSpan<UInt8>) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    var rest = number
    while divisor > 0 {
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }
}

extension Span<UInt8> {
  /// Whether the bytes are these characters.
  @inline(__always)
  fileprivate func isText(_ text: String) -> Bool {
    var position = 0
    for byte in text.utf8 {
      guard position < count, self[position] == byte else { return false }
      position += 1
    }
    return position == count
  }
}
