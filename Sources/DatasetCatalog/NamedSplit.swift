internal import ByteReading
internal import ContentHashing

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
    let lines = parts.map { "\($1)\t\($0.graph)\t\($0.platform)\n" }.sorted()
    var hasher = ContentHasher()
    for line in lines {
      let bytes = Array(line.utf8)
      hasher.update(bytes.bytes)
    }
    return hasher.finalize().hexDigits
  }

  /// How many members each part has, in the order of the parts' names.
  package var counts: [(part: String, graphs: Int, members: Int)] {
    Dictionary(grouping: parts, by: \.value).map { part, members in
      (part, Set(members.map(\.key.graph)).count, members.count)
    }.sorted { $0.part < $1.part }
  }

  /// The part of a network on a platform; `nil` if it is in none.
  package func part(ofGraph graph: String, on platform: String) -> String? {
    parts[Member(graph: graph, platform: platform)]
  }
}
