internal import ByteReading
package import RecordStreams

/// Reads a table in blocks of whole records, so that blocks can be worked on in parallel.
///
/// A record ends with a line, unless the line ends within quotes. Where a block ends depends on the
/// bytes and the block size alone.
package struct CSVBlockInput: ~Copyable {
  private var lines: BlockInput
  private let dialect: CSVDialect?
  /// The start of a record whose end is in a block to come.
  private var rest: [UInt8] = []
  private var restLine = 1
  private let name: String

  /// The most bytes of one record: a quote that is never closed ends here, and not in memory.
  package static let maximumRecord = 1 << 26

  /// Starts at a table's first byte.
  ///
  /// - Parameters:
  ///   - source: The table.
  ///   - dialect: How fields are told apart; `nil` where every line is a record.
  ///   - blockSize: The bytes of a block, give or take a record.
  package init(_ source: any ByteSource, _ dialect: CSVDialect?, blockSize: Int = 1 << 20) {
    lines = BlockInput(source, blockSize: blockSize, maximumLine: Self.maximumRecord)
    self.dialect = dialect
    name = source.name
  }

  /// Returns the next block, or `nil` at the end of the table.
  package mutating func next() throws(StreamError) -> LineBlock? {
    guard let dialect else { return try lines.next() }
    while let block = try lines.next() {
      if rest.isEmpty {
        restLine = block.firstLine
        // Without quotes every line is a record.
        if !block.bytes.contains(CSVDialect.quote) { return block }
        rest = block.bytes
      } else {
        rest += block.bytes
      }
      let end = dialect.lastRecordEnd(in: rest)
      guard end > 0 else {
        guard rest.count <= Self.maximumRecord else {
          let text = "line \(restLine): a quote that is not closed in \(rest.count) bytes"
          throw StreamError(name, .read, .damaged(text))
        }
        continue
      }
      let records = LineBlock(
        bytes: end == rest.count ? rest : Array(rest[..<end]), firstLine: restLine)
      rest.removeSubrange(..<end)
      restLine += records.bytes.count { $0 == 0x0A }
      return records
    }
    guard !rest.isEmpty else { return nil }
    let last = LineBlock(bytes: rest, firstLine: restLine)
    rest = []
    return last
  }
}

extension CSVDialect {
  /// Where the last whole record ends in bytes that begin with one; 0 if none does.
  func lastRecordEnd(in bytes: [UInt8]) -> Int {
    let bytes = bytes.span
    var (end, position) = (0, 0)
    var isAtStart = true
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.quote, isAtStart {
        position = afterQuotes(bytes, from: position)
        isAtStart = false
        continue
      }
      isAtStart = byte == separator || byte == 0x0A
      position += 1
      if byte == 0x0A { end = position }
    }
    return end
  }

  /// Where a field in quotes that begins at a position ends; the end of the bytes if it does not.
  private func afterQuotes(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var position = start + 1
    while position < bytes.count {
      if bytes[position] == Self.quote {
        position += 1
        guard position < bytes.count, bytes[position] == Self.quote else { return position }
      }
      position += 1
    }
    return bytes.count
  }
}
