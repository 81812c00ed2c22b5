internal import GRDB
internal import RecordStreams

extension Catalog {
  /// Writes one state of the catalog to a new file, whoever writes to the catalog meanwhile, without
  /// the room that deleted rows left (SQLite's `VACUUM INTO`).
  ///
  /// - Parameter target: The file, which appears when it is whole.
  /// - Throws: `CatalogError`, also if there is a file of this name; `StreamError`.
  package func snapshot(to target: String) throws {
    guard PathKind(of: target) == nil else {
      throw CatalogError(target, .other("is there already; a snapshot takes no file's place"))
    }
    try NewFile.appear(at: target) { temporary in
      try read { try $0.execute(sql: "VACUUM INTO ?", arguments: [temporary]) }
    }
  }
}
