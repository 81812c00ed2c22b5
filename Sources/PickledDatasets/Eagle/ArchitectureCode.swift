internal import GraphBuilding
internal import PickleFormat

/// How a dictionary or list names an architecture.
struct ArchitectureCode: Sendable, Equatable {
  /// The search space's name in records.
  let space: String
  /// The code in the space's own words.
  let encoding: String
  /// The code as the file has it, if it has another.
  let id: String?

  static let darts = "darts"
  /// Parts of networks that Eagle times by themselves; no space has them.
  private static let layers = "eagle-layers"

  /// Tells an architecture by its form.
  ///
  /// - Parameters:
  ///   - value: The key.
  ///   - space: The space of hashes, which do not say it; NAS-Bench-101 unless given.
  ///   - arena: Where the key is.
  init?(_ value: PickleValue, space: String?, in arena: borrowing PickleArena) {
    if let code = NASBench201Code(value, in: arena) {
      self.init(space: NASBench201Code.space, encoding: code.encoding, id: code.key)
    } else if let text = arena.string(value) {
      self.init(text, space: space)
    } else if let text = arena.genotypeText(of: value) {
      self.init(space: space ?? Self.darts, encoding: text, id: nil)
    } else if let text = Self.speechCode(value, in: arena) {
      self.init(space: space ?? "nasbench-asr", encoding: text, id: nil)
    } else {
      return nil
    }
  }

  private init(space: String, encoding: String, id: String?) {
    self.space = space
    self.encoding = encoding
    self.id = id
  }

  private init?(_ text: String, space: String?) {
    if text.hasPrefix("|"), text.contains("~") {
      self.init(space: space ?? NASBench201Code.space, encoding: text, id: nil)
    } else if text.hasPrefix("Genotype(") {
      self.init(space: space ?? Self.darts, encoding: text, id: nil)
    } else if !text.isEmpty, text.utf8.allSatisfy(Self.isHexDigit) {
      self.init(space: space ?? NASBench101Cell.space, encoding: text, id: text)
    } else if text.hasPrefix("stem") || text.hasPrefix("stack") || text.hasPrefix("last_") {
      self.init(space: space ?? Self.layers, encoding: text, id: nil)
    } else {
      return nil
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }

  /// NAS-Bench-ASR: `[[op, skip], [op, skip, skip], [op, skip, skip, skip]]`.
  private static func speechCode(
    _ value: PickleValue, in arena: borrowing PickleArena
  ) -> String? {
    guard let nodes = arena.items(value), nodes.count == 3 else { return nil }
    var texts: [String] = []
    for index in nodes.indices {
      guard let node = arena.items(nodes[index]), node.count == index + 2 else { return nil }
      var numbers: [String] = []
      for place in node.indices {
        guard let number = arena.int(node[place]), 0...5 ~= number else { return nil }
        numbers.append(String(number))
      }
      texts.append("[\(numbers.joined(separator: ", "))]")
    }
    return "[\(texts.joined(separator: ", "))]"
  }
}
