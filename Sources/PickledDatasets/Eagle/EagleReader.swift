internal import ByteReading
internal import Datasets
internal import GraphBuilding
internal import PickleFormat

/// Reads the pickles of Eagle (BRP-NAS): figures by architecture, reduced or raw, and lists of
/// architectures.
///
/// Reference: <https://github.com/SamsungLabs/eagle>
struct EagleReader {
  private let context: DatasetContext
  private var maker: MeasurementMaker?

  init(_ context: DatasetContext) {
    self.context = context
  }

  /// Reads one pickle.
  mutating func read(
    _ arena: borrowing PickleArena, into block: inout RecordBlock
  ) throws(LayoutMismatch) {
    let root = arena.root
    if let entries = arena.entries(root) {
      for index in entries.indices {
        let entry = entries[index]
        try read(entry.key, entry.value, "entry \(index)", arena, &block)
      }
    } else if arena.kind(of: root) == .tuple, let parts = arena.items(root), parts.count == 2,
      arena.int(parts[0]) != nil, arena.kind(of: parts[1]) == .list
    {
      try readPairs(of: parts[1], arena, &block)
    } else if arena.kind(of: root) == .list {
      try readPairs(of: root, arena, &block)
    } else {
      throw LayoutMismatch(
        found: arena.words(for: root),
        expected: "a dictionary or a list of architectures and their figures")
    }
  }

  private mutating func readPairs(
    of list: PickleValue, _ arena: borrowing PickleArena, _ block: inout RecordBlock
  ) throws(LayoutMismatch) {
    guard let items = arena.items(list) else { return }
    for index in items.indices {
      guard let pair = arena.items(items[index]), pair.count >= 2 else {
        block.refuse(
          LayoutMismatch(
            found: arena.words(for: items[index]), expected: "an architecture and its figure"
          ).inside("item \(index)"))
        continue
      }
      try read(pair[0], pair[1], "item \(index)", arena, &block)
    }
  }

  /// Reads one architecture and what is said of it; an entry that does not fit is left out.
  private mutating func read(
    _ key: PickleValue, _ value: PickleValue, _ place: String, _ arena: borrowing PickleArena,
    _ block: inout RecordBlock
  ) throws(LayoutMismatch) {
    guard let code = ArchitectureCode(key, space: context.space, in: arena) else {
      block.refuse(
        LayoutMismatch(
          found: arena.words(for: key),
          expected: "six operations from 0 to 4, a hash, a genotype or another architecture"
        ).inside(place))
      return
    }
    if let cell = NASBench101Cell(value, in: arena) {
      append(cell.encoding, of: NASBench101Cell.space, name: code.id, to: &block)
      return
    }
    if code.space == ArchitectureCode.darts, PickledNumber(value, in: arena)?.value == -1 {
      append(code.encoding, of: code.space, name: nil, to: &block)
      return
    }
    let maker = try maker(for: code)
    let network = NetworkReference.architecture(space: code.space, encoding: code.encoding)
    if let number = PickledNumber(value, in: arena) {
      block.append(maker.measurement(of: network, id: code.id, number))
    } else if let samples = NestedSamples(value, in: arena) {
      block.append(maker.measurement(of: network, id: code.id, samples: samples.json))
    } else if let text = arena.string(value) {
      block.append(
        maker.failure(of: network, id: code.id, reason: Self.reason(of: text), text: text))
    } else if arena.kind(of: value) == .none {
      block.append(maker.failure(of: network, id: code.id, reason: nil, text: "None"))
    } else {
      block.refuse(
        LayoutMismatch(
          found: arena.words(for: value), expected: "a number, timings or the word of a failure"
        ).inside("value").inside(place))
    }
  }

  /// Latencies are of cells that can be built; what has no latency data are accuracies.
  private mutating func maker(
    for code: ArchitectureCode
  ) throws(LayoutMismatch) -> MeasurementMaker {
    if let maker { return maker }
    let isAccuracy = code.space == ArchitectureCode.darts
    let made = try MeasurementMaker(
      context, format: "eagle", metric: isAccuracy ? "accuracy" : "latency",
      unit: isAccuracy ? "1" : "s")
    maker = made
    return made
  }

  /// Appends the code of a cell without a figure.
  private func append(
    _ encoding: String, of space: String, name: String?, to block: inout RecordBlock
  ) {
    let name = name ?? ""
    block.beginArchitecture(
      encoding.utf8Bytes, of: space, name: name.utf8Bytes, dataset: context.dataset)
    block.endArchitecture(from: context.path.utf8Bytes, "eagle")
  }

  /// `invalid` is a cell without a path from input to output; other words say what went wrong.
  static func reason(of text: String) -> String {
    let words = text.lowercased()
    if words.contains("invalid") { return "invalid" }
    if words.contains("timeout") || words.contains("timed out") { return "timeout" }
    if words.contains("memory") || words.contains("oom") { return "out-of-memory" }
    if words.contains("unsupported") { return "unsupported-op" }
    if words.contains("compil") || words.contains("convert") { return "compile" }
    return "unknown"
  }
}
