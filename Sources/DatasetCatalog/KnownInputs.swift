internal import GRDB

/// The inputs that a catalog has taken whole, without a refusal or conflict.
struct KnownInputs {
  let database: Database

  /// Whether the catalog has an input as it is now.
  ///
  /// - Throws: `DatabaseError`; why the input cannot be read.
  func contain(_ mark: InputMark) throws -> Bool {
    let select = try database.cachedStatement(
      sql: """
        SELECT stamp, sha256, bytes FROM known_input
        WHERE path = ? AND reader = ? AND version = ?
        """)
    let arguments: StatementArguments = [mark.path, mark.reader, mark.version]
    guard let row = try Row.fetchOne(select, arguments: arguments) else { return false }
    if row[0] as String == mark.stamp { return true }
    return try row[2] as Int == mark.bytes && row[1] as String == mark.contents()
  }

  /// Remembers an input, unless it has changed meanwhile.
  ///
  /// - Throws: `DatabaseError`; why the input cannot be read.
  func remember(_ input: MarkedInput, run: Int64) throws {
    let mark = input.mark
    let contents = try input.contents()
    guard mark.isCurrent else { return }
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO known_input (path, reader, version, bytes, stamp, sha256, run)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        mark.path, mark.reader, mark.version, mark.bytes, mark.stamp, contents, run,
      ])
  }

  /// Forgets all inputs: a figure of one of them was replaced, and merging it again would bring it
  /// back.
  func forget() throws {
    try database.execute(sql: "DELETE FROM known_input")
  }
}
