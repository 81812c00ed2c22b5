internal import ByteReading
internal import Datasets
internal import struct Foundation.Data
internal import GRDB
internal import RecordStreams

/// Measurements whose graph has not come yet, kept beside the catalog on disk until the stream
/// ends: memory does not grow with their number.
struct WaitingTable {
  private let database: Database

  init(_ database: Database) throws {
    self.database = database
    try database.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS waiting (
          position INTEGER PRIMARY KEY, input TEXT NOT NULL, line INTEGER NOT NULL,
          record BLOB NOT NULL)
        """)
  }

  func add(_ measurement: Measurement, at place: CatalogPlace) throws {
    var writer = JSONWriter()
    measurement.write(to: &writer)
    try database.cachedStatement(
      sql: "INSERT INTO temp.waiting (input, line, record) VALUES (?, ?, ?)"
    ).execute(arguments: [place.input, place.line, Data(writer.bytes)])
  }

  /// Gives back all, in the order in which they came.
  func forEach(_ body: (Measurement, CatalogPlace) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT input, line, record FROM temp.waiting ORDER BY position")
    while let row = try rows.next() {
      let json = [UInt8](row[2] as Data)
      try body(
        Measurement(json: json.bytes), CatalogPlace(input: row[0] as String, line: row[1] as Int))
    }
  }
}
