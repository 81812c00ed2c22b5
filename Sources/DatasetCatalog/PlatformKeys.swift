internal import Datasets
internal import GRDB

/// The row keys of platforms, found by name or alias.
///
/// A platform that a card knows is made under its proper name with all its aliases, whichever of
/// them a record uses first.
struct PlatformKeys {
  private var names = NameKeys(select: "SELECT \(References.platformKey)")
  /// The proper name of each alias of the cards.
  private let proper: [String: String]
  private let aliases: [String: [String]]

  init(_ cards: [DatasetCard]) {
    var (proper, aliases): ([String: String], [String: Set<String>]) = ([:], [:])
    let platforms = cards.flatMap(\.platforms)
    let known = Set(platforms.map(\.name))
    for platform in platforms {
      for alias in platform.aliases where !known.contains(alias) {
        proper[alias] = platform.name
        aliases[platform.name, default: []].insert(alias)
      }
    }
    self.proper = proper
    self.aliases = aliases.mapValues { $0.sorted() }
  }

  /// The key of a platform, made if need be.
  mutating func key(making name: String, in database: Database) throws -> Int64 {
    if let key = try names.key(of: name, in: database) { return key }
    let platform = proper[name] ?? name
    let key = try names.key(of: platform, in: database) ?? make(platform, in: database)
    names.remember(platform, key)
    names.remember(name, key)
    return key
  }

  private func make(_ platform: String, in database: Database) throws -> Int64 {
    try database.cachedStatement(sql: "INSERT INTO platform (name) VALUES (?)")
      .execute(arguments: [platform])
    let key = database.lastInsertedRowID
    for alias in aliases[platform] ?? [] {
      // A name that is a platform's own already stays that platform's.
      try database.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO platform_alias (alias, platform)
          SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM platform WHERE name = ?1)
          """
      ).execute(arguments: [alias, key])
    }
    return key
  }
}
