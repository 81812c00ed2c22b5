/// A split as a catalog keeps it: the part of every network, or of every network on every platform.
///
/// Members are numbers of names, twelve bytes each: there may be millions.
package struct NamedSplit: Sendable, Equatable {
  /// Its name.
  package let name: String
  /// The rule that made it.
  package let rule: String
  /// The condition on figures that it was made of.
  package let condition: String?

  private var members: [Member] = []
  private var parts: [String] = []
  private var graphs: [String] = []
  private var platforms = NameNumbers()

  /// The numbers of a part, a graph and a platform.
  private struct Member: Equatable {
    let part: UInt32
    let graph: UInt32
    let platform: UInt32
  }

  /// A split without members.
  init(name: String, rule: String, condition: String?) {
    self.name = name
    self.rule = rule
    self.condition = condition
  }

  /// Whether there are no members.
  package var isEmpty: Bool { members.isEmpty }

  /// Adds the next member, in the order of parts, graphs and platforms.
  mutating func append(part: String, graph: String, platform: String) {
    if parts.last != part { parts.append(part) }
    if graphs.last != graph { graphs.append(graph) }
    members.append(
      Member(
        part: UInt32(parts.count - 1), graph: UInt32(graphs.count - 1),
        platform: platforms.number(of: platform)))
  }

  /// Hands over the members in the order of parts, graphs and platforms.
  package func forEach(
    _ body: (_ part: String, _ graph: String, _ platform: String) throws -> Void
  ) rethrows {
    for member in members {
      try body(
        parts[Int(member.part)], graphs[Int(member.graph)], platforms.names[Int(member.platform)])
    }
  }

  /// SHA-256 of a line `PART<tab>GRAPH<tab>PLATFORM` for each member, sorted: equal in every catalog
  /// that holds the same.
  package var sha256: String {
    var lines = SplitDigest()
    forEach { lines.add($0, $1, $2) }
    return lines.sha256
  }

  /// How many members each part has, in the order of the parts' names.
  package var counts: [(part: String, graphs: Int, members: Int)] {
    var counts = parts.map { (part: $0, graphs: 0, members: 0) }
    var last: Member?
    for member in members {
      let part = Int(member.part)
      counts[part].members += 1
      if last?.part != member.part || last?.graph != member.graph { counts[part].graphs += 1 }
      last = member
    }
    return counts
  }
}

/// Names, each with a number from 0 in the order in which they came.
struct NameNumbers: Sendable, Equatable {
  private(set) var names: [String] = []
  private var numbers: [String: UInt32] = [:]

  /// The number of a name, which gets one if it has none.
  mutating func number(of name: String) -> UInt32 {
    if let number = numbers[name] { return number }
    let number = UInt32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }

  /// The numbers of those names that have one.
  func numbers(of names: [String]) -> Set<UInt32> { Set(names.compactMap { numbers[$0] }) }
}
