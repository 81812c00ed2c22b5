internal import ByteReading
internal import RecordStreams

extension Mapping {
  /// How many of a file's first bytes tell what it is.
  static let recognisedBy = 1 << 16

  /// Whether a file is one of those that the mapping describes, as its path or first bytes tell.
  func recognises(_ path: String, _ prefix: [UInt8]) -> Bool {
    if let pattern = self.path {
      let file = path.split(separator: "/").last ?? ""
      return TextEdit.matches(file, pattern)
    }
    guard !requires.isEmpty else { return false }
    let text = prefix.prefix(Self.recognisedBy)
    let start = text.first { $0 > 0x20 && $0 < 0x80 }
    if form == .json || form == .jsonl {
      guard start == UInt8(ascii: "{") || start == UInt8(ascii: "[") else { return false }
      let bytes = Array(text)
      return requires.allSatisfy { column in
        column.split(separator: ".").allSatisfy { part in
          Int(part) != nil || bytes.holds(Array("\"\(part)\"".utf8))
        }
      }
    }
    guard start != UInt8(ascii: "{"), start != UInt8(ascii: "[") else { return false }
    let heading = Self.heading(of: prefix, dialect(prefix))
    return requires.allSatisfy(heading.contains)
  }

  /// How a file's rows are written: as the mapping says, or as the file's name and bytes tell.
  func form(of path: String, _ prefix: [UInt8]) -> Form {
    if let form { return form }
    let name = Form.allCases.first { path.hasSuffix("." + $0.rawValue) }
    if let name { return name }
    switch prefix.first(where: { $0 > 0x20 && $0 < 0x80 }) {
    case UInt8(ascii: "["): return .json
    case UInt8(ascii: "{"): return .jsonl
    default: return dialect(prefix).separator == 0x09 ? .tsv : .csv
    }
  }

  /// How fields are told apart: as the mapping says, or by the byte that the first line has most of.
  func dialect(_ prefix: [UInt8]) -> CSVDialect {
    if let separator { return CSVDialect(separator: separator) }
    switch form {
    case .csv: return CSVDialect()
    case .tsv: return CSVDialect(separator: 0x09)
    default: break
    }
    let line = prefix.prefix(Self.recognisedBy).prefix { $0 != 0x0A }
    let candidates: [UInt8] = [UInt8(ascii: ","), 0x09, UInt8(ascii: ";")]
    let counts = candidates.map { candidate in line.count { $0 == candidate } }
    let most = counts.indices.max { counts[$0] < counts[$1] } ?? 0
    // Of equal counts the first candidate is taken.
    let best = counts.firstIndex(of: counts[most]) ?? 0
    return CSVDialect(separator: candidates[best])
  }

  /// The names in a table's first line.
  static func heading(of prefix: [UInt8], _ dialect: CSVDialect) -> [String] {
    var records = CSVRecords(
      LineBlock(bytes: Array(prefix.prefix(1 << 20)), firstLine: 1), dialect)
    while records.next() {
      if records.fields.isEmpty { continue }
      return records.fields.map { records.bytes.bytes.extracting($0).text }
    }
    return []
  }
}

extension [UInt8] {
  /// Whether the bytes hold these somewhere.
  fileprivate func holds(_ other: [UInt8]) -> Bool {
    guard let first = other.first else { return true }
    var position = startIndex
    while let found = self[position...].firstIndex(of: first) {
      if self[found...].starts(with: other) { return true }
      position = found + 1
    }
    return false
  }
}
