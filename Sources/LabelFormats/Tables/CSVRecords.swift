internal import RecordStreams

/// The records of a block of a table, one after the other (RFC 4180).
///
/// Fields are places in `bytes`, where doubled quotes have been made single ones on the way.
struct CSVRecords {
  /// The block; what follows the current record is as it was.
  private(set) var bytes: [UInt8]
  /// The fields of the current record.
  private(set) var fields: [Range<Int>] = []
  /// The line on which the current record begins.
  private(set) var line: Int
  /// Where the current record begins.
  private(set) var start = 0
  /// What is wrong with the current record: where, and in words.
  private(set) var flaw: LabelError?
  private var position = 0
  private var nextLine: Int
  private let dialect: CSVDialect

  init(_ block: LineBlock, _ dialect: CSVDialect) {
    bytes = block.bytes
    line = block.firstLine
    nextLine = block.firstLine
    self.dialect = dialect
    // A byte order mark before the first field is no part of it.
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Goes to the next record; false behind the last. A blank line is a record of no fields.
  mutating func next() -> Bool {
    guard position < bytes.count else { return false }
    fields.removeAll(keepingCapacity: true)
    flaw = nil
    start = position
    line = nextLine
    let separator = dialect.separator
    let count = bytes.count
    while true {
      if position < count, bytes[position] == CSVDialect.quote {
        readQuoted()
      } else {
        let first = position
        let end = Self.plainEnd(of: bytes.span, from: first, separator)
        position = end
        fields.append(
          first..<(end > first && isLineEnd(end) && bytes[end - 1] == 0x0D ? end - 1 : end))
      }
      guard position < count, bytes[position] == separator else { break }
      position += 1
    }
    if position < count { position += 1 }
    nextLine += 1
    if fields.count == 1, fields[0].isEmpty, flaw == nil, fields[0].lowerBound == start {
      fields.removeAll(keepingCapacity: true)
    }
    return true
  }

  private func isLineEnd(_ position: Int) -> Bool {
    position == bytes.count || bytes[position] == 0x0A
  }

  private static func plainEnd(
    of bytes: Span<UInt8>, from start: Int, _ separator: UInt8
  ) -> Int {
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == separator || byte == 0x0A { return position }
      position += 1
    }
    return position
  }

  private mutating func readQuoted() {
    let opening = position
    position += 1
    let first = position
    var end = first
    while position < bytes.count {
      let byte = bytes[position]
      if byte == CSVDialect.quote {
        position += 1
        guard position < bytes.count, bytes[position] == CSVDialect.quote else {
          fields.append(first..<end)
          return finishQuoted()
        }
      }
      if byte == 0x0A { nextLine += 1 }
      if end != position { bytes[end] = bytes[position] }
      end += 1
      position += 1
    }
    fields.append(first..<end)
    flaw = LabelError("a quote that is not closed", at: opening - start)
  }

  /// Steps over what may follow a closing quote: the end of a line of Windows.
  private mutating func finishQuoted() {
    if position + 1 < bytes.count, bytes[position] == 0x0D, bytes[position + 1] == 0x0A {
      position += 1
    } else if position + 1 == bytes.count, bytes[position] == 0x0D {
      position += 1
    }
    let end = Self.plainEnd(of: bytes.span, from: position, dialect.separator)
    if end > position, flaw == nil {
      flaw = LabelError(
        "text behind a closing quote; expected the next field", at: position - start)
    }
    position = end
  }
}
