internal import ByteReading
internal import Datasets
internal import GraphBuilding
internal import PickleFormat
internal import RecordStreams

/// Reads HW-NAS-Bench: the configuration of a single network, or the table of all.
///
/// Reference: <https://github.com/GATECH-EIC/HW-NAS-Bench>
struct HWNASBenchReader {
  private let context: DatasetContext

  init(_ context: DatasetContext) {
    self.context = context
  }

  /// Reads one pickle, whose columns name the platforms that the settler knows.
  func read(
    _ arena: borrowing PickleArena, _ settler: borrowing ContextSettler,
    into block: inout RecordBlock
  ) throws(LayoutMismatch) {
    let root = arena.root
    let code = arena.value(forKey: "arch_str", in: root)
    if code.exists { return try append(root, code, arena, to: &block) }
    let tables = arena.value(forKey: "nasbench201", in: root)
    guard let tasks = arena.entries(tables) else {
      throw LayoutMismatch(
        found: arena.words(for: root),
        expected: "a configuration with \"arch_str\", or tables under \"nasbench201\"")
    }
    for index in tasks.indices {
      let task = arena.string(tasks[index].key) ?? ""
      try readTable(tasks[index].value, task, arena, settler, &block)
    }
  }

  /// One network: its code, and what it is for by the folder that the file is in.
  private func append(
    _ value: PickleValue, _ code: PickleValue, _ arena: borrowing PickleArena,
    to block: inout RecordBlock
  ) throws(LayoutMismatch) {
    guard let encoding = arena.text(code) else {
      throw LayoutMismatch(found: arena.words(for: code), expected: "the code of a cell")
        .inside("arch_str")
    }
    // Bytes, not characters: there are tens of thousands of such files.
    let path = context.path.utf8Bytes
    let names = DatasetContext.names(of: path)
    let name = path.extracting(names.file)
    let stem = name.extracting(0..<(name.firstIndex(of: UInt8(ascii: ".")) ?? name.byteCount))
    let digits = stem.lastIndex(of: UInt8(ascii: "_")).map { $0 + 1 } ?? 0
    block.beginArchitecture(
      encoding, of: NASBench201Code.space, name: stem,
      index: Int(stem.extracting(digits..<stem.byteCount).text),
      task: path.extracting(names.folder), dataset: context.dataset)
    Self.writeSeed(of: value, in: arena, to: &block.writer)
    block.endArchitecture(from: path, "hw-nas-bench")
  }

  /// What the configuration says besides the code: numbers and names.
  private static func writeSeed(
    of value: PickleValue, in arena: borrowing PickleArena, to writer: inout JSONWriter
  ) {
    writer.key("seed")
    writer.beginObject()
    defer { writer.endObject() }
    guard let entries = arena.entries(value) else { return }
    for index in entries.indices {
      let (key, value) = entries[index]
      guard let name = arena.text(key), !name.isEqual(to: "arch_str"), !arena.hasSurrogates(key)
      else { continue }
      if let int = arena.int(value) {
        writer.key(validUTF8: name)
        writer.int(int)
      } else if let text = arena.text(value), !arena.hasSurrogates(value) {
        writer.key(validUTF8: name)
        writer.string(validUTF8: text)
      } else if let number = PickledNumber(value, in: arena) {
        writer.key(validUTF8: name)
        writer.double(number.value)
      }
    }
  }

  /// All networks for one task: `config`, and a list for each device and metric.
  private func readTable(
    _ table: PickleValue, _ task: String, _ arena: borrowing PickleArena,
    _ settler: borrowing ContextSettler, _ block: inout RecordBlock
  ) throws(LayoutMismatch) {
    guard let columns = arena.entries(table),
      let configurations = arena.items(arena.value(forKey: "config", in: table))
    else {
      throw LayoutMismatch(
        found: arena.words(for: table), expected: "columns, and the networks under \"config\""
      ).inside(task)
    }
    var codes: [String] = []
    for index in configurations.indices {
      guard
        let code = arena.string(arena.value(forKey: "arch_str", in: configurations[index]))
      else {
        throw LayoutMismatch(
          found: arena.words(for: configurations[index]), expected: "a configuration"
        ).inside("config").inside(task)
      }
      codes.append(code)
    }
    for index in columns.indices {
      guard let name = arena.string(columns[index].key), let column = Column(name),
        let values = NumberList(columns[index].value, in: arena)
      else { continue }
      guard values.count == codes.count else {
        throw LayoutMismatch(
          found: "\(values.count) values", expected: "\(codes.count), one for each network"
        ).inside(name).inside(task)
      }
      try append(values, column, codes, task, arena, settler, &block)
    }
  }

  private func append(
    _ values: NumberList, _ column: Column, _ codes: [String], _ task: String,
    _ arena: borrowing PickleArena, _ settler: borrowing ContextSettler,
    _ block: inout RecordBlock
  ) throws(LayoutMismatch) {
    var context = context
    let known = settler.platforms(of: .hwNASBench).find(column.device)
    context.platform = context.platform ?? known?.name ?? column.device
    if let known, known.isEstimated { context.state = .estimated }
    let maker = try MeasurementMaker(
      context, format: "hw-nas-bench", metric: column.metric, unit: column.unit)
    for number in codes.indices {
      guard let value = values.number(at: number, in: arena) else {
        block.refuse(
          LayoutMismatch(found: values.words(at: number, in: arena), expected: "a number")
            .inside("item \(number)").inside(column.name).inside(task))
        continue
      }
      let network = NetworkReference.architecture(
        space: NASBench201Code.space, encoding: codes[number])
      block.append(maker.measurement(of: network, id: "\(task)/\(number)", value))
    }
  }

  /// A column of figures: `edgegpu_latency`, `fpga_energy`.
  private struct Column {
    let name: String
    let device: String
    let metric: String
    let unit: String

    init?(_ name: String) {
      self.name = name
      if name.hasSuffix("_latency") {
        (device, metric, unit) = (String(name.dropLast(8)), "latency", "ms")
      } else if name.hasSuffix("_energy") {
        (device, metric, unit) = (String(name.dropLast(7)), "energy", "mJ")
      } else {
        return nil
      }
    }
  }
}
