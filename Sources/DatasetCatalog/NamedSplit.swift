/// A split as a catalog keeps it: the part of every network, or of every network on every platform.
package struct NamedSplit: Sendable, Equatable {
  /// What has a part.
  package struct Member: Sendable, Hashable {
    /// The graph's content hash.
    package let graph: String
    /// The platform.
    package let platform: String
  }

  /// Its name.
  package let name: String
  /// The rule that made it.
  package let rule: String
  /// The condition on figures that it was made of.
  package let condition: String?
  /// The parts.
  package let parts: [Member: String]

  /// SHA-256 of a line `PART<tab>GRAPH<tab>PLATFORM` for each member, sorted: equal in every catalog
  /// that holds the same.
  package var sha256: String {
    var lines = SplitDigest()
    // The order of the lines: what separates the fields comes before whatever names hold.
    let members = parts.sorted {
      ($0.value, $0.key.graph, $0.key.platform) < ($1.value, $1.key.graph, $1.key.platform)
    }
    for (member, part) in members { lines.add(part, member.graph, member.platform) }
    return lines.sha256
  }

  /// How many members each part has, in the order of the parts' names.
  package var counts: [(part: String, graphs: Int, members: Int)] {
    Dictionary(grouping: parts, by: \.value).map { part, members in
      (part, Set(members.map(\.key.graph)).count, members.count)
    }.sorted { $0.part < $1.part }
  }
}
