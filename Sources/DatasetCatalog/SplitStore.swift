internal import GRDB

/// Puts splits into a catalog.
package enum SplitStore {
  /// Stores a split under its name, all or nothing.
  ///
  /// - Parameters:
  ///   - split: The split.
  ///   - path: The catalog, which must exist.
  ///   - run: Who stores it, and when.
  ///   - ended: When the run ended.
  ///   - replaces: Whether another split of this name is forgotten.
  /// - Throws: `CatalogError`, also if there is another split of this name that is not to be replaced.
  package static func store(
    _ split: NamedSplit, in path: String, by run: CatalogRun, ended: String, replaces: Bool
  ) throws {
    try translatingErrors(of: path) {
      let queue = try Connection.writing(path, patience: 600)
      try queue.write { database in
        let known = try Row.fetchOne(
          database, sql: "SELECT key, sha256 FROM named_split WHERE name = ?",
          arguments: [split.name])
        if let known {
          if known[1] as String == split.sha256 { return }
          guard replaces else {
            throw CatalogError(path, .other("another split is named \(split.name)"))
          }
          for table in ["split_member WHERE named_split", "named_split WHERE key"] {
            try database.execute(
              sql: "DELETE FROM \(table) = ?", arguments: [known[0] as Int64])
          }
        }
        let runKey = try run.start(in: database)
        try database.execute(
          sql:
            "INSERT INTO named_split (name, rule, condition, sha256, run) VALUES (?, ?, ?, ?, ?)",
          arguments: [split.name, split.rule, split.condition, split.sha256, runKey])
        let key = database.lastInsertedRowID
        let insert = try database.makeStatement(
          sql: """
            INSERT INTO split_member (named_split, graph, platform, part) VALUES (
              ?, (SELECT key FROM graph WHERE id = ?), (SELECT key FROM platform WHERE name = ?), ?)
            """)
        try split.forEach { part, graph, platform in
          try insert.execute(arguments: [key, graph, platform, part])
        }
        try CatalogRun.finish(runKey, at: ended, report: MergeReport(), inputs: [], in: database)
      }
      try queue.close()
    }
  }
}
