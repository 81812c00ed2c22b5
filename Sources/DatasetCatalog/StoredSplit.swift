internal import ByteReading
internal import ContentHashing
internal import GRDB

/// A split that a catalog keeps, without its parts: these are asked for row by row.
package struct StoredSplit: Sendable, Equatable {
  /// Its name.
  package let name: String
  /// Its key in the catalog that it is of.
  let key: Int64

  /// SQL for the part of a row of `measurement`; NULL if it is in none.
  var part: String {
    """
    (SELECT split_member.part FROM split_member WHERE split_member.named_split = \(key)
      AND split_member.graph = measurement.graph
      AND split_member.platform = measurement.platform)
    """
  }
}

extension Catalog {
  /// A split that was stored, for a query; its parts stay in the catalog.
  ///
  /// - Throws: `CatalogError`, also if there is none of this name, or it is not what its hash says.
  package func storedSplit(named name: String) throws -> StoredSplit {
    try read { database in
      let head = try splitHead(named: name, database)
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT part, graph.id, platform.name FROM split_member
            JOIN graph ON graph.key = split_member.graph
            JOIN platform ON platform.key = split_member.platform
          WHERE named_split = ? ORDER BY part, graph.id, platform.name
          """, arguments: [head.key])
      var lines = SplitDigest()
      while let row = try rows.next() { lines.add(row[0], row[1], row[2]) }
      guard lines.sha256 == head.sha256 else {
        throw CatalogError(path, .damaged("split \(name) is not what its SHA-256 says"))
      }
      return StoredSplit(name: name, key: head.key)
    }
  }
}

/// SHA-256 of a line `PART<tab>GRAPH<tab>PLATFORM` for each member of a split, in the order of lines.
struct SplitDigest {
  private var hasher = ContentHasher()

  /// Adds the next member.
  mutating func add(_ part: String, _ graph: String, _ platform: String) {
    let bytes = Array("\(part)\t\(graph)\t\(platform)\n".utf8)
    hasher.update(bytes.bytes)
  }

  /// The digest of what was added.
  var sha256: String { hasher.finalize().hexDigits }
}
