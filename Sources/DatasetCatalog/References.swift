internal import ComputationGraph
internal import Datasets
internal import GRDB

/// The rows that measurements refer to.
///
/// All keys in it are of rows that are committed or belong to the open batch: after a batch is
/// given up, a fresh one must be made.
struct References {
  var graphs = NameKeys(select: "SELECT key FROM graph WHERE id = ?")
  var datasets = NameKeys(
    select: "SELECT key FROM dataset WHERE name = ?",
    insert: "INSERT INTO dataset (name) VALUES (?)")
  var platforms: PlatformKeys
  var conditions = NameKeys(
    select: "SELECT key FROM conditions WHERE json = ?",
    insert: "INSERT INTO conditions (json) VALUES (?)")
  /// SQL for the key of the platform of a name, or of an alias; the name stands for `?`.
  static let platformKey = """
    (WITH named AS (SELECT ? AS name) SELECT coalesce(
      (SELECT key FROM platform JOIN named USING (name)),
      (SELECT platform FROM platform_alias JOIN named ON named.name = alias)))
    """
  private var splits: [Split: Int64] = [:]
  private var lastSplit: (split: Split, key: Int64)?
  private var lastSource: (source: SourceFile, key: Int64)?

  private struct Split: Hashable {
    var dataset: Int64
    var name: String
  }

  /// The part of a source that many records share.
  private struct SourceFile: Equatable {
    var format: String?
    var path: String?
    var sha256: String?
    var unit: String?
  }

  /// Nothing is known yet.
  ///
  /// - Parameter cards: The cards whose platforms are known by several names.
  init(cards: [DatasetCard]) {
    platforms = PlatformKeys(cards)
  }

  /// The key of a dataset's split, made if need be.
  mutating func split(
    _ name: String, of dataset: Int64, in database: Database
  ) throws -> Int64 {
    let split = Split(dataset: dataset, name: name)
    if let lastSplit, lastSplit.split == split { return lastSplit.key }
    if let key = splits[split] {
      lastSplit = (split, key)
      return key
    }
    let found = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT key FROM split WHERE dataset = ? AND name = ?"),
      arguments: [dataset, name])
    if found == nil {
      try database.cachedStatement(sql: "INSERT INTO split (dataset, name) VALUES (?, ?)")
        .execute(arguments: [dataset, name])
    }
    let key = found ?? database.lastInsertedRowID
    splits[split] = key
    lastSplit = (split, key)
    return key
  }

  /// The key of a source's file, made if need be.
  mutating func source(_ source: Source, in database: Database) throws -> Int64 {
    let file = SourceFile(
      format: source.format, path: source.path, sha256: source.sha256, unit: source.unit)
    if let lastSource, lastSource.source == file { return lastSource.key }
    let arguments: StatementArguments = [file.path, file.format, file.sha256, file.unit]
    let found = try Int64.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT key FROM source
          WHERE ifnull(path, '') = ifnull(?, '') AND ifnull(format, '') = ifnull(?, '')
            AND ifnull(sha256, '') = ifnull(?, '') AND ifnull(unit, '') = ifnull(?, '')
          """), arguments: arguments)
    if found == nil {
      try database.cachedStatement(
        sql: "INSERT INTO source (path, format, sha256, unit) VALUES (?, ?, ?, ?)"
      ).execute(arguments: arguments)
    }
    let key = found ?? database.lastInsertedRowID
    lastSource = (file, key)
    return key
  }
}
