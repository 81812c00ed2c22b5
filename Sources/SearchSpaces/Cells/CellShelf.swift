import ByteReading
import ComputationGraph
import RecordStreams

/// The records of cells: each distinct cell is put in order, named and written once, and its text is
/// copied for every further code that has it.
///
/// Of 15,625 codes of NAS-Bench-201 no more than 6,605 have cells that are not the same node by node.
struct CellShelf: Sendable {
  /// A record without its name, which stands in two places.
  private struct Record: Sendable {
    /// The text up to the name, and from there to where it stands once more; `nil` if such cells are
    /// not kept here.
    var parts: (before: Range<Int>, between: Range<Int>)?
  }

  private let family: String
  private let source: Source
  private var plain = PlainGraph()
  /// The operators' numbers in `plain`, by their colours.
  private var operators: [(colour: UInt64, number: Int)] = []
  private var cells = ByteTable()
  private var records: [Record] = []
  private var text: [UInt8] = []
  private var key: [Int32] = []
  private var writer = JSONWriter()
  /// The bytes after which all cells are forgotten: more than spaces that repeat theirs need.
  private static let limit = 1 << 23

  /// An empty shelf for cells of a family, whose codes come from a source.
  init(family: String, source: Source) {
    self.family = family
    self.source = source
  }

  /// Appends a cell's record, a whole line.
  ///
  /// - Parameters:
  ///   - cell: The cell.
  ///   - name: Its code.
  ///   - writer: Where the line goes.
  /// - Returns: Whether it could: nothing is appended for a cell that computes several things.
  mutating func append(_ cell: CellGraph, named name: [UInt8], to writer: inout JSONWriter) -> Bool
  {
    let number = number(of: cell, named: name)
    guard let parts = records[number].parts else { return false }
    let limit =
      parts.before.count + parts.between.count + 2 * OutputSpan<UInt8>.mostQuoted(name.count) + 3
    writer.value(atMost: limit) { room in
      room.append(text.bytes.extracting(parts.before))
      room.append(quoted: name.bytes)
      room.append(text.bytes.extracting(parts.between))
      room.append(quoted: name.bytes)
      room.append("}}")
    }
    writer.endLine()
    return true
  }

  private mutating func number(of cell: CellGraph, named name: [UInt8]) -> Int {
    key.removeAll(keepingCapacity: true)
    key.append(cell.isOrdered ? 1 : 0)
    for node in cell.nodes {
      for word in [node.op.colour, node.operands.bits] {
        key.append(Int32(truncatingIfNeeded: word))
        key.append(Int32(truncatingIfNeeded: word >> 32))
      }
    }
    if text.count > Self.limit { (cells, records, text) = (ByteTable(), [], []) }
    let (number, isNew) = cells.number(of: key)
    if isNew { records.append(record(of: cell, named: name)) }
    return number
  }

  private mutating func record(of cell: CellGraph, named name: [UInt8]) -> Record {
    let results = cell.nodes.indices.filter { cell.nodes[$0].op.isResult }
    guard results.count == min(1, cell.count) else { return Record() }
    let ordered = cell.isOrdered ? cell : cell.canonical()
    plain.removeAll()
    for node in ordered.nodes { plain.append(number(of: node.op), reading: node.operands.bits) }
    let result = ordered.nodes.firstIndex { $0.op.isResult }
    guard let identity = plain.identify(result: result) else { return Record() }
    var source = source
    let code = String(decoding: name, as: UTF8.self)
    source.id = code
    writer.removeAll()
    writer.string(code)
    let length = writer.bytes.count
    writer.removeAll()
    let place = plain.write(identity, named: code, family: family, from: source, to: &writer)
    // The code ends the source, which ends the record.
    let end = writer.bytes.count - 2 - length
    return Record(parts: (keep(0..<place), keep(place + length..<end)))
  }

  /// Copies part of what the writer has.
  private mutating func keep(_ part: Range<Int>) -> Range<Int> {
    if text.isEmpty { text.reserveCapacity(Self.limit / 2) }
    let start = text.count
    text += writer.bytes[part]
    return start..<text.count
  }

  private mutating func number(of op: CellOperator) -> Int {
    for known in operators where known.colour == op.colour { return known.number }
    let number = plain.number(ofOperator: op.op)
    operators.append((op.colour, number))
    return number
  }
}
