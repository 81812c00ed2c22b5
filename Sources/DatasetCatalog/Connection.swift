internal import GRDB
internal import RecordStreams

/// How a catalog's file is opened.
enum Connection {
  /// Opens a catalog that exists, without the right to write.
  static func reading(_ path: String) throws -> DatabaseQueue {
    let queue = try openForReading(path)
    try queue.read { database in
      if try isEmpty(database) { throw CatalogError(path, .empty) }
      guard try isCatalog(database) else { throw CatalogError(path, .notACatalog) }
      let version = try version(of: database)
      let known = Migrations.all.count
      if version < known { throw CatalogError(path, .older(version: version, known: known)) }
      try refuseNewer(version, path, database)
    }
    return queue
  }

  /// Opens a catalog to write to it; makes it where there is none, brings it up to date where it
  /// is old.
  static func writing(_ path: String, patience: Double) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(patience)
    // A batch stays open from one block of records to the next.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      // In WAL mode this loses no consistency, and after a power failure at most the last batches.
      try database.execute(
        sql: """
          PRAGMA synchronous = NORMAL;
          PRAGMA cache_size = -262144;
          PRAGMA wal_autocheckpoint = 50000;
          """)
    }
    // Killed at any moment, a merge leaves a catalog or no file.
    try NewFile.appear(at: path) { temporary in
      let queue = try DatabaseQueue(path: temporary)
      try Migrations.apply(to: queue)
      try queue.close()
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      let isEmpty = try isEmpty(database)
      guard try isEmpty || isCatalog(database) else { throw CatalogError(path, .notACatalog) }
      try refuseNewer(isEmpty ? 0 : version(of: database), path, database)
    }
    try Migrations.apply(to: queue)
    return queue
  }

  private static func openForReading(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    // Views of a file that somebody else made call nothing that could do harm.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      // Opening reads nothing; the first question shows what kind of file it is.
      try queue.read { try $0.execute(sql: "SELECT count(*) FROM sqlite_master") }
      return queue
    } catch let error as DatabaseError
      where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
    {
      // A catalog at rest in a folder that may not be written to: WAL mode wants an index file
      // beside it, unless told that nobody will change the catalog.
      let queue = try DatabaseQueue(
        path: "file:\(percentEncoded(path))?immutable=1", configuration: configuration)
      try queue.read { try $0.execute(sql: "SELECT count(*) FROM sqlite_master") }
      return queue
    }
  }

  /// Whether there is nothing in a database, which nobody has marked as theirs.
  private static func isEmpty(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
      && Int.fetchOne(database, sql: "PRAGMA application_id") == 0
  }

  private static func isCatalog(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA application_id") == Migrations.applicationID
  }

  private static func version(of database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT max(version) FROM schema_version") ?? 0
  }

  /// Refuses a layout of the future, and says which program it takes: the last one that wrote.
  private static func refuseNewer(_ version: Int, _ path: String, _ database: Database) throws {
    let known = Migrations.all.count
    guard version > known else { return }
    let writer = try? String.fetchOne(
      database, sql: "SELECT version FROM run ORDER BY key DESC LIMIT 1")
    throw CatalogError(path, .newer(version: version, known: known, writer: writer))
  }

  /// The path as a part of an SQLite URI.
  private static func percentEncoded(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      let character = Character(Unicode.Scalar(byte))
      if byte < 0x80, character.isLetter || character.isNumber || "/._-".contains(character) {
        text.append(character)
      } else {
        text += "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}
