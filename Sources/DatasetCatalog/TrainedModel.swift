internal import ByteReading
internal import ComputationGraph
internal import ContentHashing
internal import GRDB
internal import RecordStreams
internal import SafetensorsFormat

/// A checkpoint of gnn-fit as the catalog knows it: what it is, not its parameters.
package struct TrainedModel: Sendable, Equatable {
  /// The SHA-256 of the file in hexadecimal digits; predictions are named by its first 32, behind
  /// `p1-`.
  package let sha256: String
  /// What kind of predictor it is, such as `nnlqp`.
  let predictor: String
  /// The file, as it was named.
  let path: String?
  /// Its configuration: a JSON object.
  let configuration: String

  init(sha256: String, predictor: String, path: String?, configuration: String) {
    self.sha256 = sha256
    self.predictor = predictor
    self.path = path
    self.configuration = configuration
  }

  /// Reads a checkpoint's header; `nil` for a file that is no checkpoint of gnn-fit.
  ///
  /// - Throws: Why the file cannot be read.
  package init?(checkpointAt path: String) throws {
    let start = try PeekedSource(try DescriptorSource(path: path), count: 9).prefix
    // Behind the eight bytes of its length stands the header, a JSON object.
    guard start.count == 9, start[8] == UInt8(ascii: "{"), start[5...7].allSatisfy({ $0 == 0 })
    else {
      return nil
    }
    let file = try MappedFile.open(path)
    guard let header = try? SafetensorsHeader(file.bytes),
      header.metadata["format"]?.hasPrefix("perfmill-predictor-") == true,
      let configuration = header.metadata["configuration"]
    else { return nil }
    self.init(
      sha256: ContentHash(of: file.bytes).hexDigits,
      predictor: Self.predictor(of: configuration) ?? "unknown", path: path,
      configuration: configuration)
  }

  private static func predictor(of configuration: String) -> String? {
    let json = Array(configuration.utf8)
    var scanner = JSONScanner(json.bytes)
    var predictor: String?
    try? scanner.readObject { (key, scanner) throws(JSONError) in
      if key == "predictor" {
        predictor = try scanner.readOptionalText()
      } else {
        _ = try scanner.readRaw()
      }
    }
    return predictor
  }

  /// Adds the checkpoint unless it is there.
  ///
  /// - Returns: Whether it was new.
  func add(to database: Database, run: Int64) throws -> Bool {
    try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO model (sha256, predictor, path, configuration, run)
        VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [sha256, predictor, path, configuration, run])
    return database.changesCount == 1
  }
}

extension Catalog {
  /// Hands over the checkpoints in the order of their hashes.
  ///
  /// - Throws: `CatalogError`; what the body throws.
  package func forEachModel(_ body: (TrainedModel) throws -> Void) throws {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT sha256, predictor, path, configuration FROM model ORDER BY sha256")
      while let row = try rows.next() {
        try body(
          TrainedModel(sha256: row[0], predictor: row[1], path: row[2], configuration: row[3]))
      }
    }
  }
}
