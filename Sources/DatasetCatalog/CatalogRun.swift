internal import GRDB
internal import RecordStreams

/// Who wrote to a catalog, and when: the only place where a catalog keeps times.
package struct CatalogRun: Sendable {
  /// Something that a run read.
  package struct Input: Sendable, Equatable {
    /// How the command line named it.
    package let path: String
    /// Its size.
    package let bytes: Int
    /// The SHA-256 of its bytes in hexadecimal digits.
    package let sha256: String

    /// Describes an input.
    package init(path: String, bytes: Int, sha256: String) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// The tool's name.
  package let tool: String
  /// The tool's version.
  package let version: String
  /// The command line, without the tool's name.
  package let arguments: [String]
  /// When it began, in UTC, as `2026-01-31T23:59:59Z`.
  package let started: String

  /// Describes a run.
  package init(tool: String, version: String, arguments: [String], started: String) {
    self.tool = tool
    self.version = version
    self.arguments = arguments
    self.started = started
  }

  /// Notes that the run has begun, and gives its key.
  func start(in database: Database) throws -> Int64 {
    var writer = JSONWriter()
    writer.beginArray()
    for argument in arguments { writer.string(argument) }
    writer.endArray()
    try database.execute(
      sql: "INSERT INTO run (tool, version, arguments, started) VALUES (?, ?, ?, ?)",
      arguments: [tool, version, String(decoding: writer.bytes, as: UTF8.self), started])
    return database.lastInsertedRowID
  }

  /// Notes that a run has ended.
  static func finish(
    _ key: Int64, at time: String, report: MergeReport, inputs: [Input], in database: Database
  ) throws {
    try database.execute(
      sql: "UPDATE run SET finished = ?, graphs = ?, measurements = ? WHERE key = ?",
      arguments: [time, report.graphs.new, report.measurements.new, key])
    for (position, input) in inputs.enumerated() {
      try database.execute(
        sql: "INSERT INTO run_input (run, position, path, bytes, sha256) VALUES (?, ?, ?, ?, ?)",
        arguments: [key, position, input.path, input.bytes, input.sha256])
    }
  }
}
