internal import ByteReading
internal import RecordStreams

/// The columns that are wanted of JSON rows: `metrics.accuracy` is the member of a member, and
/// `times.0` the first element of an array.
struct ColumnTree: Sendable {
  private var column: Int?
  private var children: [String: ColumnTree] = [:]

  init() {}

  init(_ columns: [String]) {
    for (number, name) in columns.enumerated() {
      add(number, name.split(separator: ".", omittingEmptySubsequences: false)[...])
    }
  }

  private mutating func add(_ number: Int, _ path: ArraySlice<Substring>) {
    guard let first = path.first else {
      column = number
      return
    }
    children[String(first), default: ColumnTree()].add(number, path.dropFirst())
  }

  /// Reads a row: the text of each column that is there is appended to `row`.
  func read(_ scanner: inout JSONScanner, into row: inout JSONRow) throws(JSONError) {
    if let column {
      let text = try scanner.readRaw()
      try row.set(column, to: text)
      guard !children.isEmpty else { return }
      var inside = JSONScanner(text)
      try readChildren(of: &inside, into: &row)
    } else {
      try readChildren(of: &scanner, into: &row)
    }
  }

  private func readChildren(
    of scanner: inout JSONScanner, into row: inout JSONRow
  ) throws(JSONError) {
    switch try scanner.peek() {
    case .object:
      try scanner.readObject { (key, scanner) throws(JSONError) in
        if let child = children[key.string] {
          try child.read(&scanner, into: &row)
        } else {
          _ = try scanner.readRaw()
        }
      }
    case .array:
      var index = 0
      try scanner.beginArray()
      while try scanner.nextElement() {
        if let child = children["\(index)"] {
          try child.read(&scanner, into: &row)
        } else {
          _ = try scanner.readRaw()
        }
        index += 1
      }
    default: _ = try scanner.readRaw()
    }
  }
}

/// The wanted columns of one JSON row, as text.
struct JSONRow {
  /// The texts, one behind the other.
  private(set) var bytes: [UInt8] = []
  /// The place of each column's text; `TableRow.absent` where it is not there, or is null.
  private(set) var fields: [Range<Int>]

  init(columns: Int) {
    fields = Array(repeating: TableRow.absent, count: columns)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    for column in fields.indices { fields[column] = TableRow.absent }
  }

  /// Keeps a column's text: a string's without quotes and escapes, all else as it stands.
  mutating func set(_ column: Int, to text: RawSpan) throws(JSONError) {
    var scanner = JSONScanner(text)
    let start = bytes.count
    switch try scanner.peek() {
    case .null: return
    case .string: bytes += try scanner.readString().decoded()
    default: bytes.append(text)
    }
    fields[column] = start..<bytes.count
  }

  /// Keeps a column's text.
  mutating func set(_ column: Int, to text: [UInt8]) {
    let start = bytes.count
    bytes += text
    fields[column] = start..<bytes.count
  }
}
