internal import ComputationGraph
internal import Datasets
internal import GRDB

/// Turns rows of the table of measurements back into records.
struct MeasurementDecoder {
  private let platforms: [Int64: String]
  private let datasets: [Int64: String]
  private let splits: [Int64: String]
  private let conditions: [Int64: String]

  /// What a row must hold, in this order.
  ///
  /// - Parameter query: What is asked for.
  /// - Returns: SQL over `graph` and `measurement`.
  static func columns(of query: MeasurementQuery = MeasurementQuery()) -> String {
    """
    graph.id, measurement.platform, metric, phase, measurement.batch, dataset, conditions,
    state, reason, value, unit, dispersion, count, measurement.family, split, samples, extra,
    source, source_line, source_id, source_value, \(query.parts?.part ?? "NULL")
    """
  }

  private let sourceFiles: Statement
  private var lastSource: (key: Int64, file: Source)?

  /// Reads the names that rows refer to.
  init(_ database: Database) throws {
    func names(_ sql: String) throws -> [Int64: String] {
      let rows = try Row.fetchAll(database, sql: sql)
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as Int64, $0[1] as String) })
    }
    platforms = try names("SELECT key, name FROM platform")
    datasets = try names("SELECT key, name FROM dataset")
    splits = try names("SELECT key, name FROM split")
    conditions = try names("SELECT key, json FROM conditions")
    sourceFiles = try database.makeStatement(
      sql: "SELECT format, path, sha256, unit FROM source WHERE key = ?")
  }

  /// The record that a row stands for.
  ///
  /// - Throws: `CatalogError` if a row refers to nothing.
  mutating func measurement(_ row: Row, path: String) throws -> Measurement {
    let state: String = row[7]
    guard let platform = platforms[row[1]], let dataset = datasets[row[5]],
      let conditions = conditions[row[6]], let state = MeasurementState(rawValue: state)
    else { throw CatalogError(path, .damaged("a measurement refers to nothing")) }
    let phase: String = row[3]
    let batch: Int = row[4]
    let split: Int64? = row[14]
    let samples: String? = row[15]
    var measurement = Measurement(
      network: .graph(row[0]), platform: platform, metric: row[2], value: row[9], unit: row[10],
      phase: phase.isEmpty ? nil : phase, batch: batch == 0 ? nil : batch, state: state,
      reason: row[8], dataset: dataset.isEmpty ? nil : dataset, family: row[13],
      split: split.flatMap { splits[$0] }, samples: samples.map { Array($0.utf8) },
      conditions: conditions.isEmpty ? nil : Array(conditions.utf8), source: try source(of: row))
    if let part: String = row[21] { measurement.split = part }
    measurement.dispersion = row[11]
    measurement.count = row[12]
    if let extra: String = row[16] { measurement.extra = try ExtraMembers.parse(extra, path) }
    return measurement
  }

  private mutating func source(of row: Row) throws -> Source? {
    guard let key: Int64 = row[17], var source = try sourceFile(key) else { return nil }
    source.line = row[18]
    source.id = row[19]
    source.value = row[20]
    return source
  }

  /// What a source's file says of all its records; neighbours often share one.
  private mutating func sourceFile(_ key: Int64) throws -> Source? {
    if let lastSource, lastSource.key == key { return lastSource.file }
    guard let row = try Row.fetchOne(sourceFiles, arguments: [key]) else { return nil }
    let file = Source(format: row[0], path: row[1], sha256: row[2], unit: row[3])
    lastSource = (key, file)
    return file
  }
}
