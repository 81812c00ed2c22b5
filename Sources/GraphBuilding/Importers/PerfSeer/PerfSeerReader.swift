import ByteReading
import PickleFormat
import RecordStreams

/// Reads the attributes of PerfSeer's nodes: `feature` with `type`, `args`, `memory_info`, `flops`
/// and `arith_intensity`.
struct PerfSeerReader {
  private typealias Row = PerfSeerNetwork.Row

  private var attributes = KeyPlaces(["feature"])
  private var feature = KeyPlaces(["type", "args", "memory_info", "flops", "arith_intensity"])
  private var arguments = KeyPlaces(PerfSeerNode.argumentNames)
  private var memory = KeyPlaces(PerfSeerNode.memoryNames)
  private var operators = KeyPlaces(PerfSeerNetwork.operators)
  /// The operator that was met last.
  private var latestOperator = 0
  /// The name of the node at hand.
  private var name: [UInt8] = []

  /// Whether a node's attributes are PerfSeer's.
  static func isNode(_ attributes: PickleValue, in arena: borrowing PickleArena) -> Bool {
    let feature = arena.value(forKey: "feature", in: attributes)
    return arena.value(forKey: "type", in: feature).exists
  }

  /// Reads one node.
  mutating func read(
    _ id: PickleValue, _ attributes: PickleValue, of arena: borrowing PickleArena,
    into network: inout PerfSeerNetwork
  ) throws(LayoutMismatch) {
    takeName(id, arena)
    let row = network.append(name: name.bytes)
    do throws(LayoutMismatch) {
      self.attributes.read(attributes, in: arena)
      try readFeature(self.attributes.values[0], row, arena, &network)
    } catch {
      throw error.inside("node \(String(decoding: name, as: UTF8.self))")
    }
  }

  private mutating func readFeature(
    _ value: PickleValue, _ row: Int, _ arena: borrowing PickleArena,
    _ network: inout PerfSeerNetwork
  ) throws(LayoutMismatch) {
    guard value.exists else { throw Self.missing("feature") }
    feature.read(value, in: arena)
    let op = try number(ofOperator: feature.values[0], arena, &network)
    network.figures[row + Row.op] = Double(op)
    try arguments.read(
      feature.values[1], "args", arena, into: &network, at: row + Row.arguments, isComplete: false)
    try memory.read(
      feature.values[2], "memory_info", arena, into: &network, at: row + Row.memory,
      isComplete: true)
    try readFigure(3, arena, into: &network, at: row + Row.flops)
    try readFigure(4, arena, into: &network, at: row + Row.intensity)
  }

  /// Reads a number of the feature at hand.
  private func readFigure(
    _ place: Int, _ arena: borrowing PickleArena, into network: inout PerfSeerNetwork,
    at target: Int
  ) throws(LayoutMismatch) {
    let figure = feature.values[place]
    guard let number = arena.figure(figure), number.isFinite else {
      let key = "\(feature.names[place])"
      if !figure.exists { throw Self.missing(key).inside("feature") }
      throw LayoutMismatch(found: arena.words(for: figure), expected: "a number").inside(key)
        .inside("feature")
    }
    network.figures[target] = number
  }

  private mutating func takeName(_ id: PickleValue, _ arena: borrowing PickleArena) {
    name.removeAll(keepingCapacity: true)
    if let number = arena.int(id) {
      name.append(addingCapacity: OutputSpan<UInt8>.mostDigits) {
        (room: inout OutputSpan<UInt8>) in room.append(decimal: number)
      }
    } else {
      name.append(utf8: arena.string(id) ?? arena.pythonText(of: id) ?? "?")
    }
  }

  /// The operator's number; the usual ones are told by their handles.
  private mutating func number(
    ofOperator value: PickleValue, _ arena: borrowing PickleArena,
    _ network: inout PerfSeerNetwork
  ) throws(LayoutMismatch) -> Int {
    if let place = operators.place(of: value, expected: latestOperator, arena) {
      latestOperator = place
      return place
    }
    guard let name = arena.string(value), !name.isEmpty else {
      throw Self.missing("type").inside("feature")
    }
    return network.number(ofOther: name)
  }

  fileprivate static func missing(_ key: String) -> LayoutMismatch {
    LayoutMismatch(found: "no key \"\(key)\"", expected: "what PerfSeer says of an operator")
  }
}

/// The places of known keys in many dictionaries alike: keys stand in one order in all of them, and
/// mostly as one object.
private struct KeyPlaces {
  let names: [StaticString]
  /// The values of the known keys in the dictionary that was read last; absent where it lacks one.
  private(set) var values: [PickleValue]
  /// The keys as they were met last.
  private var keys: [PickleValue]
  /// Dictionaries whose numbers were read, by the numbers of their layouts, and where those numbers
  /// are: blocks are repeated, and pickles of them share what is alike.
  private var known: [(layout: Int, start: Int)]

  private static let knownCount = 61

  init(_ names: [StaticString]) {
    self.names = names
    values = Array(repeating: .absent, count: names.count)
    keys = values
    known = Array(repeating: (-1, 0), count: Self.knownCount)
  }

  /// Which of the known keys a key is; `expected` is looked at first.
  mutating func place(
    of key: PickleValue, expected: Int, _ arena: borrowing PickleArena
  ) -> Int? {
    if expected < keys.count, keys[expected] == key { return expected }
    if let place = keys.firstIndex(of: key) { return place }
    for place in names.indices where arena.isText(key, names[place]) {
      keys[place] = key
      return place
    }
    return nil
  }

  /// Reads the values of the known keys.
  mutating func read(_ dictionary: PickleValue, in arena: borrowing PickleArena) {
    if arena.takeValues(of: dictionary, keys: keys, into: &values) { return }
    for place in values.indices { values[place] = .absent }
    guard let entries = arena.entries(dictionary) else { return }
    for index in entries.indices {
      let (key, value) = entries[index]
      if let place = place(of: key, expected: index, arena) { values[place] = value }
    }
  }

  /// Reads the numbers of a dictionary into a row; 0 for a key that it lacks, unless all must be
  /// there.
  mutating func read(
    _ dictionary: PickleValue, _ part: String, _ arena: borrowing PickleArena,
    into network: inout PerfSeerNetwork, at start: Int, isComplete: Bool
  ) throws(LayoutMismatch) {
    let layout = arena.layoutNumber(of: dictionary) ?? -1
    let slot = layout % Self.knownCount
    if slot >= 0, known[slot].layout == layout {
      network.copyFigures(names.count, from: known[slot].start, to: start)
      return
    }
    if !arena.takeNumbers(of: dictionary, keys: keys, into: &network.figures, at: start) {
      try readSlowly(dictionary, part, arena, into: &network, at: start, isComplete)
    }
    if slot >= 0 { known[slot] = (layout, start) }
  }

  /// Does the same whatever the dictionary holds, and in whatever order.
  private mutating func readSlowly(
    _ dictionary: PickleValue, _ part: String, _ arena: borrowing PickleArena,
    into network: inout PerfSeerNetwork, at start: Int, _ isComplete: Bool
  ) throws(LayoutMismatch) {
    guard let entries = arena.entries(dictionary) else {
      if !dictionary.exists { throw PerfSeerReader.missing(part).inside("feature") }
      throw LayoutMismatch(found: arena.words(for: dictionary), expected: "a dictionary of numbers")
        .inside(part).inside("feature")
    }
    var found: UInt64 = 0
    for index in entries.indices {
      let (key, value) = entries[index]
      guard let place = place(of: key, expected: index, arena) else { continue }
      guard let number = arena.figure(value), number.isFinite else {
        throw LayoutMismatch(found: arena.words(for: value), expected: "a number")
          .inside("\(names[place])").inside(part).inside("feature")
      }
      found |= 1 << UInt64(place)
      network.figures[start + place] = number
    }
    guard isComplete, found != 1 << UInt64(names.count) - 1 else { return }
    for place in names.indices where !found.isSet(place) {
      throw LayoutMismatch(found: "no key \"\(names[place])\"", expected: "a number")
        .inside(part).inside("feature")
    }
  }
}

extension PickleArena {
  /// A number as PerfSeer has them: also a truth value, and the digits of one.
  fileprivate func figure(_ value: PickleValue) -> Double? {
    if let integer = int(value) { return Double(integer) }
    if let number = realNumber(value) { return number }
    if let truth = bool(value) { return truth ? 1 : 0 }
    guard let text = string(value), text.utf8.allSatisfy({ $0 < 0x3A || $0 | 0x20 == 0x65 }) else {
      return nil
    }
    return Double(text)
  }
}
