internal import GRDB

/// The row keys of one table's names, found or made, and remembered.
struct NameKeys {
  private let select: String
  private let insert: String?
  private var known: [String: Int64] = [:]
  private var last: (name: String, key: Int64)?

  /// How many names are remembered at most, so that memory does not grow with the catalog.
  private static let capacity = 1 << 18

  /// - Parameters:
  ///   - select: SQL that gives the key of a name.
  ///   - insert: SQL that adds a name; `nil` where names are not made in passing.
  init(select: String, insert: String? = nil) {
    self.select = select
    self.insert = insert
  }

  /// The key of a name, or `nil` if there is none and none may be made.
  mutating func key(of name: String, in database: Database) throws -> Int64? {
    if let last, last.name == name { return last.key }
    if let key = known[name] {
      last = (name, key)
      return key
    }
    guard let key = try find(name, in: database) ?? add(name, to: database) else { return nil }
    remember(name, key)
    return key
  }

  /// The key of a name, made if need be.
  mutating func key(making name: String, in database: Database) throws -> Int64 {
    guard let key = try key(of: name, in: database) else {
      throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "no way to add \(name)")
    }
    return key
  }

  /// Remembers a name that was just added.
  mutating func remember(_ name: String, _ key: Int64) {
    if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
    known[name] = key
    last = (name, key)
  }

  private func find(_ name: String, in database: Database) throws -> Int64? {
    try Int64.fetchOne(database.cachedStatement(sql: select), arguments: [name])
  }

  private func add(_ name: String, to database: Database) throws -> Int64? {
    guard let insert else { return nil }
    try database.cachedStatement(sql: insert).execute(arguments: [name])
    return database.lastInsertedRowID
  }
}
