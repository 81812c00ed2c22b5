internal import ByteReading
internal import RecordStreams

/// Texts that are put in order: what memory should not hold waits in temporary files, sorted piece by
/// piece, and the pieces are merged in the end.
package struct SortedTexts {
  /// What texts are ordered by; texts of one key stay in the order in which they came.
  package struct Key: Comparable {
    let path: String
    let line: Int

    /// Names a file and a line of it.
    package init(path: String, line: Int) {
      (self.path, self.line) = (path, line)
    }

    /// By path, and lines of one path by number.
    package static func < (left: Key, right: Key) -> Bool {
      (left.path, left.line) < (right.path, right.line)
    }
  }

  private var waiting: [(key: Key, text: [UInt8])] = []
  private var byteCount = 0
  private var pieces: [ScratchFile] = []
  private let limit: Int

  /// No texts so far.
  ///
  /// - Parameter limit: The most bytes of texts in memory.
  package init(limit: Int = 16 << 20) {
    self.limit = limit
  }

  /// Whether there are none.
  package var isEmpty: Bool { waiting.isEmpty && pieces.isEmpty }

  /// Adds a text.
  ///
  /// - Throws: `StreamError` if no temporary file can be written.
  package mutating func add(_ text: [UInt8], at key: Key) throws {
    waiting.append((key, text))
    byteCount += text.count + key.path.utf8.count
    if byteCount >= limit { try spill() }
  }

  private mutating func sort() {
    let order = waiting.indices.sorted { (waiting[$0].key, $0) < (waiting[$1].key, $1) }
    waiting = order.map { waiting[$0] }
  }

  private mutating func spill() throws {
    sort()
    let piece = try ScratchFile()
    var block: [UInt8] = []
    for (key, text) in waiting {
      for number in [key.line, key.path.utf8.count, text.count] {
        block.append(littleEndian: number)
      }
      block.append(utf8: key.path)
      block += text
      if block.count >= 1 << 16 {
        try piece.write(block)
        block.removeAll(keepingCapacity: true)
      }
    }
    try piece.write(block)
    pieces.append(piece)
    waiting.removeAll(keepingCapacity: true)
    byteCount = 0
  }

  /// Hands over all texts in order.
  ///
  /// - Throws: `StreamError`; what the body throws.
  package mutating func forEach(_ body: ([UInt8]) throws -> Void) throws {
    sort()
    var cursors = try pieces.map { try TextCursor($0) }
    var place = 0
    while true {
      // Of equal keys the earlier piece's comes first: there are few pieces.
      var least: (key: Key, cursor: Int)?
      for (number, cursor) in cursors.enumerated() {
        guard let key = cursor.current?.key else { continue }
        if least.map({ key < $0.key }) ?? true { least = (key, number) }
      }
      if place < waiting.count, least.map({ waiting[place].key < $0.key }) ?? true {
        try body(waiting[place].text)
        place += 1
      } else if let least {
        if let text = cursors[least.cursor].current?.text { try body(text) }
        try cursors[least.cursor].advance()
      } else {
        return
      }
    }
  }
}

/// Reads the texts of a piece.
private struct TextCursor {
  private let file: ScratchFile
  private var block: [UInt8] = []
  /// Where in the block the next text begins, and where in the file what follows the block.
  private var place = 0
  private var next = 0
  private(set) var current: (key: SortedTexts.Key, text: [UInt8])?

  init(_ file: ScratchFile) throws {
    self.file = file
    try advance()
  }

  mutating func advance() throws {
    current = nil
    guard try fill(24) else { return }
    let numbers = (0..<3).map { field in
      (0..<8).reduce(0) { $0 | Int(block[place + 8 * field + $1]) << (8 * $1) }
    }
    guard try fill(24 + numbers[1] + numbers[2]) else { return }
    let path = place + 24
    let text = path + numbers[1]
    current = (
      SortedTexts.Key(
        path: String(decoding: block[path..<text], as: UTF8.self), line: numbers[0]),
      Array(block[text..<text + numbers[2]])
    )
    place = text + numbers[2]
  }

  /// Makes sure that so many bytes of the block are left; false at the end of the file.
  private mutating func fill(_ count: Int) throws -> Bool {
    guard block.count - place < count else { return true }
    let more = try file.bytes(at: next, count: max(count, 1 << 16))
    next += more.count
    block.removeFirst(place)
    place = 0
    block += more
    return block.count >= count
  }
}
