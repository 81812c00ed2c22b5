internal import Dispatch
internal import GRDB
internal import RecordStreams

/// A catalog that is read: graphs, measurements and what they refer to, in an order that depends
/// on content alone.
///
/// ```swift
/// let catalog = try Catalog(readingAt: "catalog.db")
/// let query = MeasurementQuery(dataset: "nnlqp-multi-platform", split: "train")
/// try catalog.forEachMeasurement(matching: query) { measurement in … }
/// ```
///
/// A body may ask the catalog further questions while it is called.
package final class Catalog {
  /// The catalog's path.
  package let path: String
  private let queue: DatabaseQueue

  /// Opens a catalog without the right to write to it.
  ///
  /// - Throws: `CatalogError` if there is no file, it is no catalog, or another version's.
  package init(readingAt path: String) throws {
    self.path = path
    queue = try translatingErrors(of: path) { try Connection.reading(path) }
  }

  /// Whether a file begins as an SQLite database does; the check opens nothing else and reads 16
  /// bytes.
  package static func isDatabase(_ path: String) -> Bool {
    let magic = Array("SQLite format 3\u{0}".utf8)
    guard let source = try? DescriptorSource(path: path),
      let start = try? PeekedSource(source, count: magic.count)
    else { return false }
    return start.prefix == magic
  }

  /// Runs a body on the one connection; bodies nest.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingErrors(of: path) { try queue.unsafeReentrantRead(body) }
  }

  /// Runs a body that sees one state of the catalog, whoever writes to it meanwhile.
  package func inSnapshot<Result>(_ body: () throws -> Result) throws -> Result {
    try read { database in
      guard !database.isInsideTransaction else { return try body() }
      try database.beginTransaction(.deferred)
      defer { try? database.commit() }
      return try body()
    }
  }

  /// Runs a body whose questions are broken off, with SQLite's error, when their time is up.
  func read<Result>(within limit: Duration?, _ body: (Database) throws -> Result) throws -> Result {
    guard let limit else { return try read(body) }
    let alarm = DispatchWorkItem { [queue] in queue.interrupt() }
    let seconds = limit / .seconds(1)
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: alarm)
    defer { alarm.cancel() }
    return try read(body)
  }
}
