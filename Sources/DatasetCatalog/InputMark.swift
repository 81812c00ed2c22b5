internal import ByteReading
internal import ContentHashing
internal import RecordStreams

/// What a file or folder was when it was merged, so that it need not be read again while it is the
/// same.
///
/// A stamp of names, sizes and times is compared first. Where it differs but the size does not, as
/// after a copy, the bytes are read and their SHA-256 compared.
package struct InputMark: Sendable {
  /// The path, absolute.
  let path: String
  /// The command that made records of it, or nothing for records and catalogs.
  let reader: String
  /// The version of Perfmill.
  let version: String
  /// The size of all its files.
  let bytes: Int
  /// SHA-256 of a line `NAME<zero>BYTES<zero>NANOSECONDS` for each file.
  let stamp: String
  private let files: [String]

  /// Looks at a file or folder without reading it; `nil` for what cannot be known again: a pipe, a
  /// member of an archive, nothing.
  ///
  /// - Parameters:
  ///   - path: The file or folder.
  ///   - reader: The command that makes records of it; empty if it holds records or is a catalog.
  ///   - version: The version of Perfmill.
  package init?(of path: String, reader: String, version: String) {
    guard let absolute = FileStamp.absolute(path) else { return nil }
    switch PathKind(of: absolute) {
    case .file:
      // What was last written to a database may lie beside it.
      let log = absolute + "-wal"
      files = (FileStamp(of: log)?.bytes ?? 0) > 0 ? [absolute, log] : [absolute]
    case .folder: files = (try? Folder.files(below: absolute)) ?? []
    case .other, nil: return nil
    }
    guard !files.isEmpty else { return nil }
    var hasher = ContentHasher()
    var bytes = 0
    for file in files {
      guard let stamp = FileStamp(of: file) else { return nil }
      bytes += stamp.bytes
      Self.update(&hasher, [file, "\(stamp.bytes)", "\(stamp.modified)"])
    }
    self.path = absolute
    self.reader = reader
    self.version = version
    self.bytes = bytes
    stamp = hasher.finalize().hexDigits
  }

  /// Whether the files are still as they were.
  var isCurrent: Bool {
    InputMark(of: path, reader: reader, version: version)?.stamp == stamp
  }

  /// SHA-256 of the bytes of the only file, or of a line `NAME<zero>SHA-256` for each.
  ///
  /// - Throws: Why a file cannot be read.
  func contents() throws(StreamError) -> String {
    if files == [path] { return try Self.digest(of: path) }
    var hasher = ContentHasher()
    for file in files {
      Self.update(&hasher, [String(file.dropFirst(path.count)), try Self.digest(of: file)])
    }
    return hasher.finalize().hexDigits
  }

  private static func digest(of file: String) throws(StreamError) -> String {
    try DigestingSource(DescriptorSource(path: file)).readThrough().sha256
  }

  private static func update(_ hasher: inout ContentHasher, _ words: [String]) {
    let line = Array((words.joined(separator: "\u{0}") + "\n").utf8)
    hasher.update(line.bytes)
  }
}
