internal import ByteReading
internal import CheckpointFormat
package import GraphBuilding
package import PickleFormat

/// The architectures of a space in the order in which a dataset numbers them.
package struct ArchitectureIndex: Sendable, Equatable {
  /// The search space's name in records.
  package let space: String
  /// The codes, by number.
  package let encodings: [String]

  /// The files that hold one, as HELP names them.
  package static let fileNames = ["str_arch2idx.pt", "metainfo.pt", "ofa_archs.pt", "arch.pt"]

  /// Whether a path is that of a file which is called like one.
  package static func isNamed(_ path: String) -> Bool {
    guard path.hasSuffix(".pt") else { return false }
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      path[path.utf8.index(after: $0)...]
    }
    return fileNames.contains { $0 == name ?? path[...] }
  }

  /// Reads a file that holds one.
  ///
  /// - Throws: `FormatError` if it is no pickle, ``LayoutMismatch`` if it is another one.
  package init(file: RawSpan) throws {
    var index: ArchitectureIndex?
    try SavedFile().read(file) { arena in index = try ArchitectureIndex(arena) }
    guard let index else {
      throw LayoutMismatch(found: "an empty file", expected: "an index of architectures")
    }
    self = index
  }

  /// Reads a dictionary from code to number, or HELP's lists of FBNet and Once-for-all networks.
  ///
  /// - Throws: ``LayoutMismatch`` if the numbers are not those from 0 on, each once.
  package init(_ arena: borrowing PickleArena) throws(LayoutMismatch) {
    let root = arena.root
    let list = arena.value(forKey: "arch", in: root)
    if arena.items(list) != nil {
      try self.init(list: list, in: arena)
    } else if arena.items(root) != nil {
      try self.init(list: root, in: arena)
    } else if arena.entries(root) != nil {
      try self.init(numbers: root, in: arena)
    } else {
      throw LayoutMismatch(
        found: arena.words(for: root), expected: "a dictionary from architecture to number")
    }
  }

  private init(
    numbers dictionary: PickleValue, in arena: borrowing PickleArena
  ) throws(LayoutMismatch) {
    guard let entries = arena.entries(dictionary) else { preconditionFailure("a dictionary") }
    var encodings = [String?](repeating: nil, count: entries.count)
    for index in entries.indices {
      let entry = entries[index]
      guard let code = arena.string(entry.key), let number = arena.int(entry.value),
        encodings.indices.contains(number), encodings[number] == nil
      else {
        throw LayoutMismatch(
          found: "\(arena.words(for: entry.key)) as \(arena.words(for: entry.value))",
          expected: "each code with a number of its own from 0 to \(entries.count - 1)"
        ).inside("entry \(index)")
      }
      encodings[number] = code
    }
    self.encodings = encodings.compactMap(\.self)
    space = NASBench201Code.space
  }

  private init(list: PickleValue, in arena: borrowing PickleArena) throws(LayoutMismatch) {
    guard let items = arena.items(list) else { preconditionFailure("a list") }
    var encodings: [String] = []
    var isFBNet = false
    for index in items.indices {
      let choices = arena.value(forKey: "op_idx_list", in: items[index])
      if let text = arena.pythonText(of: choices.exists ? choices : items[index]) {
        encodings.append(text)
        isFBNet = true
      } else if let text = Self.onceForAll(items[index], in: arena) {
        encodings.append(text)
      } else {
        throw LayoutMismatch(
          found: arena.words(for: items[index]), expected: "the choices of a network"
        ).inside("item \(index)")
      }
    }
    self.encodings = encodings
    space = isFBNet ? "fbnet" : "ofa"
  }

  /// `{"ks": [20], "e": [20], "d": [5], "r": resolution}`, keys in this order.
  private static func onceForAll(
    _ value: PickleValue, in arena: borrowing PickleArena
  ) -> String? {
    guard let kernels = arena.pythonText(of: arena.value(forKey: "ks", in: value)),
      let expansions = arena.pythonText(of: arena.value(forKey: "e", in: value)),
      let depths = arena.pythonText(of: arena.value(forKey: "d", in: value)),
      let size = PickledNumber(arena.value(forKey: "r", in: value), in: arena)
    else { return nil }
    return "ks=\(kernels) e=\(expansions) d=\(depths) r=\(size.digits)"
  }
}
