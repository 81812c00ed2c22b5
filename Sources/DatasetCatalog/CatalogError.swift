internal import GRDB

/// Why a catalog could not be opened, read or written.
package struct CatalogError: Error, Equatable, Sendable {
  /// What kind of trouble it was.
  package enum Reason: Error, Equatable {
    /// There is no file, or no way to it.
    case cannotOpen
    /// The file is not an SQLite database; what it looks like instead, if that is plain.
    case notADatabase
    /// The file is an SQLite database of something else.
    case notACatalog
    /// The file is empty, or a database without tables, and is not being written to.
    case empty
    /// A later version of Perfmill wrote it; which one, if it said so.
    case newer(version: Int, known: Int, writer: String?)
    /// An earlier version wrote it, and it is not being written to, which would bring it up to date.
    case older(version: Int, known: Int)
    /// Another process writes to it, and did not stop for a while.
    case locked
    /// A question was broken off.
    case interrupted
    /// The file or its folder may not be written to.
    case readOnly
    /// The disk is full.
    case full
    /// SQLite finds the file damaged, or a row does not hold what it should.
    case damaged(String)
    /// A name that the catalog does not know; what it is the name of, and the names there are.
    case unknown(what: String, name: String, known: [String])
    /// SQL of the user that SQLite refuses or that could write.
    case query(String)
    /// Two records disagree, and that was to end the merge.
    case conflict(String)
    /// Anything else that SQLite said.
    case other(String)
  }

  /// The catalog's path.
  package let path: String
  /// What kind of trouble it was.
  package let reason: Reason

  /// Names a catalog's trouble.
  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

extension CatalogError: CustomStringConvertible {
  /// One line: `catalog.db: is locked: another process writes to it`.
  package var description: String { "\(path): \(reason)" }
}

extension CatalogError.Reason: CustomStringConvertible {
  /// The reason in words, lower case.
  package var description: String {
    switch self {
    case .cannotOpen: "cannot open: no such file or folder, or no permission"
    case .notADatabase: "not a catalog: the file is not an SQLite database"
    case .notACatalog: "not a catalog: an SQLite database of something else"
    case .empty: "not yet a catalog: it is empty; dataset-merge into it makes one"
    case .newer(let version, let known, let writer):
      "catalog version \(version) is newer than this program, which knows up to \(known)"
        + (writer.map { "; it takes perfmill \($0) or later" } ?? "")
    case .older(let version, let known):
      "catalog version \(version) is older than \(known); dataset-merge into it brings it up to date"
    case .locked: "is locked: another process writes to it"
    case .interrupted: "was interrupted"
    case .readOnly: "may not be written to"
    case .full: "no space left on the device"
    case .damaged(let what): "damaged: \(what)"
    case .unknown(let what, let name, let known):
      known.isEmpty
        ? "no \(what) is named \(name), for there are none"
        : "no \(what) is named \(name); there are \(known.joined(separator: ", "))"
    case .query(let what): what
    case .conflict(let what): what
    case .other(let what): what
    }
  }
}

extension CatalogError {
  /// What SQLite said, in the catalog's words.
  init(_ path: String, _ error: DatabaseError) {
    let text = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    let reason: Reason =
      switch error.resultCode {
      case .SQLITE_CANTOPEN: .cannotOpen
      case .SQLITE_NOTADB: .notADatabase
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
      case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .readOnly
      case .SQLITE_FULL: .full
      case .SQLITE_INTERRUPT: .interrupted
      case .SQLITE_CORRUPT: .damaged(text)
      default: .other(text)
      }
    self.init(path, reason)
  }
}

/// Runs a body and puts what SQLite says into the catalog's words; other errors pass.
func translatingErrors<Result>(of path: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as DatabaseError {
    throw CatalogError(path, error)
  }
}
