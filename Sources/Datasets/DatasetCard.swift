internal import ByteReading
internal import ComputationGraph
package import RecordStreams

/// What is known of a public dataset: one file of `catalog/`.
package struct DatasetCard: Sendable, Equatable {
  /// A platform of the dataset.
  package struct Platform: Sendable, Equatable {
    /// The key that the dataset's files use, if it is not the name.
    package var id: String?
    /// The name in records.
    package var name: String = ""
    /// Other spellings that are met.
    package var aliases: [String] = []
    /// Whether its figures come from a model of the hardware and not from the hardware.
    package var isEstimated = false
    /// The batch size of its figures, where it is one and known.
    package var batch: Int?
  }

  /// A file that is published and never changes.
  package struct File: Sendable, Equatable {
    /// The end of its path.
    package var path: String = ""
    /// Its size.
    package var bytes = 0
    /// The SHA-256 of its bytes in hexadecimal digits.
    package var sha256: String = ""
  }

  /// The dataset's name in records.
  package var name = ""
  /// What it is, in a line.
  package var title = ""
  /// Where it comes from.
  package var origin: String?
  /// Its licence.
  package var licence: String?
  /// What to cite.
  package var citation: String?
  /// The folder that its files are in when it is unpacked as its authors say.
  package var folder: String?
  /// Files by which a download is checked.
  package var files: [File] = []
  /// The platforms, where they are known.
  package var platforms: [Platform] = []
  /// The command line that ingests it.
  package var ingest: String?
  /// What the columns of its label files mean, as the JSON text of mappings.
  package var mappings: [[UInt8]] = []

  /// Reads a card; keys that are not known are dropped.
  package init(json: RawSpan) throws(RecordError) {
    do throws(JSONError) {
      var scanner = JSONScanner(json)
      try self.init(from: &scanner)
      try scanner.finish()
    } catch {
      throw RecordError(error)
    }
  }

  init(from scanner: inout JSONScanner) throws(JSONError) {
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "name": name = try scanner.readName()
      case "title": title = try scanner.readName()
      case "origin": origin = try scanner.readName()
      case "licence": licence = try scanner.readName()
      case "citation": citation = try scanner.readName()
      case "folder": folder = try scanner.readName()
      case "files": files = try scanner.readArray(File.init(from:))
      case "platforms": platforms = try scanner.readArray(Platform.init(from:))
      case "ingest": ingest = try scanner.readName()
      case "mappings":
        mappings = try scanner.readArray { (scanner) throws(JSONError) in
          try scanner.readRaw().copied()
        }
      default: _ = try scanner.readRaw()
      }
    }
    guard !name.isEmpty else { throw .missing("name", at: 0) }
  }
}

extension DatasetCard.Platform {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "id": id = try scanner.readName()
      case "name": name = try scanner.readName()
      case "batch": batch = try scanner.readCount(from: 1)
      case "estimated": isEstimated = try scanner.readBool()
      case "aliases":
        aliases = try scanner.readArray { (scanner) throws(JSONError) in try scanner.readName() }
      default: _ = try scanner.readRaw()
      }
    }
    guard !name.isEmpty else { throw .missing("name", at: scanner.position) }
  }
}

extension DatasetCard.File {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "path": path = try scanner.readName()
      case "bytes": bytes = try scanner.readCount(from: 1)
      case "sha256": sha256 = try scanner.readName()
      default: _ = try scanner.readRaw()
      }
    }
  }
}
