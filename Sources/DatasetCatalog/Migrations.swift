internal import GRDB

/// How an empty file becomes a catalog, and an older catalog the present one.
///
/// Names are for ever: a migration that was released is never edited, only followed by another.
enum Migrations {
  /// Every migration, oldest first. The place in the list is the version it leads to, from 1.
  static let all: [(name: String, sql: String)] = [
    ("spine", spine), ("questions", questions), ("splits", splits), ("inputs", inputs),
  ]

  /// Marks a file as a catalog of Perfmill in SQLite's header: `mill` in ASCII.
  static let applicationID = 0x6D69_6C6C

  /// Brings a database up to the present version.
  static func apply(to writer: some DatabaseWriter) throws {
    var migrator = DatabaseMigrator()
    for (index, migration) in all.enumerated() {
      migrator.registerMigration(migration.name) { database in
        try database.execute(sql: migration.sql)
        try database.execute(
          sql: "INSERT INTO schema_version (version, name) VALUES (?, ?)",
          arguments: [index + 1, migration.name])
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      }
    }
    try migrator.migrate(writer)
  }
}
