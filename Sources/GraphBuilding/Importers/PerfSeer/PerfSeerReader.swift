import PickleFormat

/// Reads the attributes of PerfSeer's nodes: `feature` with `type`, `args`, `memory_info`, `flops`
/// and `arith_intensity`.
struct PerfSeerReader {
  /// Keys stand in one order in all nodes, and mostly as one object: they are asked for in turn.
  private var arguments = KeyedNumbers(PerfSeerNode.argumentNames)
  private var memory = KeyedNumbers(PerfSeerNode.memoryNames)

  /// Whether a node's attributes are PerfSeer's.
  static func isNode(_ attributes: PickleValue, in arena: borrowing PickleArena) -> Bool {
    let feature = arena.value(forKey: "feature", in: attributes)
    return arena.value(forKey: "type", in: feature).exists
  }

  /// Reads one node.
  mutating func node(
    _ id: PickleValue, _ attributes: PickleValue, in arena: borrowing PickleArena
  ) throws(LayoutMismatch) -> PerfSeerNode {
    do throws(LayoutMismatch) {
      let feature = arena.value(forKey: "feature", in: attributes)
      guard feature.exists else { throw Self.missing("feature") }
      guard let op = Self.op(arena.value(forKey: "type", in: feature), in: arena) else {
        throw Self.missing("type").inside("feature")
      }
      return PerfSeerNode(
        id: Self.name(id, in: arena), op: op,
        arguments: try arguments.read(
          try Self.part("args", of: feature, in: arena), "args", arena, isComplete: false),
        memory: try memory.read(
          try Self.part("memory_info", of: feature, in: arena), "memory_info", arena,
          isComplete: true),
        flops: try Self.number("flops", of: feature, in: arena),
        intensity: try Self.number("arith_intensity", of: feature, in: arena))
    } catch {
      throw error.inside("node \(Self.name(id, in: arena))")
    }
  }

  private static func name(_ id: PickleValue, in arena: borrowing PickleArena) -> String {
    arena.string(id) ?? arena.pythonText(of: id) ?? "?"
  }

  private static let known: [StaticString] = [
    "Conv", "BatchNormalization", "Relu", "Concat", "Add", "MaxPool", "AveragePool",
    "GlobalAveragePool", "Flatten", "Gemm",
  ]

  /// The operator's name; the usual ones are not made anew for each node.
  private static func op(_ value: PickleValue, in arena: borrowing PickleArena) -> String? {
    for name in known where arena.isText(value, name) { return name.description }
    return arena.string(value).flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func part(
    _ key: StaticString, of feature: PickleValue, in arena: borrowing PickleArena
  ) throws(LayoutMismatch) -> PickleValue {
    let part = arena.value(forKey: key, in: feature)
    guard arena.entries(part) != nil else {
      if !part.exists { throw missing("\(key)").inside("feature") }
      throw LayoutMismatch(found: arena.words(for: part), expected: "a dictionary of numbers")
        .inside("\(key)").inside("feature")
    }
    return part
  }

  private static func number(
    _ key: StaticString, of feature: PickleValue, in arena: borrowing PickleArena
  ) throws(LayoutMismatch) -> Double {
    let value = arena.value(forKey: key, in: feature)
    guard let number = arena.figure(value), number.isFinite else {
      if !value.exists { throw missing("\(key)").inside("feature") }
      throw LayoutMismatch(found: arena.words(for: value), expected: "a number").inside("\(key)")
        .inside("feature")
    }
    return number
  }

  private static func missing(_ key: String) -> LayoutMismatch {
    LayoutMismatch(found: "no key \"\(key)\"", expected: "what PerfSeer says of an operator")
  }
}

/// Numbers under known keys of many dictionaries alike.
private struct KeyedNumbers {
  private let names: [StaticString]
  /// The keys as they were met last.
  private var keys: [PickleValue]

  init(_ names: [StaticString]) {
    self.names = names
    keys = Array(repeating: .absent, count: names.count)
  }

  /// The numbers of a dictionary; 0 for a key that it lacks, unless all must be there.
  mutating func read(
    _ dictionary: PickleValue, _ part: String, _ arena: borrowing PickleArena, isComplete: Bool
  ) throws(LayoutMismatch) -> [Double] {
    var numbers = Array(repeating: Double.nan, count: names.count)
    guard let entries = arena.entries(dictionary) else { return numbers }
    for index in entries.indices {
      let entry = entries[index]
      guard let place = place(of: entry.key, expected: index, arena) else { continue }
      guard let number = arena.figure(entry.value), number.isFinite else {
        throw LayoutMismatch(found: arena.words(for: entry.value), expected: "a number")
          .inside("\(names[place])").inside(part).inside("feature")
      }
      numbers[place] = number
    }
    for place in numbers.indices where numbers[place].isNaN {
      guard !isComplete else {
        throw LayoutMismatch(found: "no key \"\(names[place])\"", expected: "a number")
          .inside(part).inside("feature")
      }
      numbers[place] = 0
    }
    return numbers
  }

  private mutating func place(
    of key: PickleValue, expected: Int, _ arena: borrowing PickleArena
  ) -> Int? {
    if keys.indices.contains(expected), keys[expected] == key { return expected }
    for place in names.indices where arena.isText(key, names[place]) {
      keys[place] = key
      return place
    }
    return nil
  }
}

extension PickleArena {
  /// A number as PerfSeer has them: also a truth value, and the digits of one.
  fileprivate func figure(_ value: PickleValue) -> Double? {
    if let number = realNumber(value) { return number }
    if let truth = bool(value) { return truth ? 1 : 0 }
    guard let text = string(value), text.utf8.allSatisfy({ $0 < 0x3A || $0 | 0x20 == 0x65 }) else {
      return nil
    }
    return Double(text)
  }
}
