import ByteReading
import ComputationGraph
import RecordStreams

/// The records of cells: each distinct cell is put in order once, each distinct order is named and
/// written once, and its text is copied for every further code that has it.
///
/// Of 15,625 codes of NAS-Bench-201 no more than 6,605 have cells that are not the same node by node,
/// and these have 5,257 orders.
struct CellShelf: Sendable {
  /// What is kept of a cell: the text of its records before the name, and that between the name and
  /// the source's id; `nil` if such cells are not kept here.
  private typealias Record = (start: Range<Int>, middle: Range<Int>)?

  private let frame: PlainGraph.Frame
  private var plain = PlainGraph()
  /// The operators' numbers in `plain`, by their colours.
  private var operators: [(colour: UInt64, number: Int)] = []
  /// Cells as they are built, and the number of each one's order.
  private var cells = ByteTable()
  private var numbers: [Int] = []
  /// Cells in their order, and the record of each.
  private var orders = ByteTable()
  private var records: [Record] = []
  private var text: [UInt8] = []
  private var key: [Int32] = []
  private var identity: [UInt8] = []
  private var writer = JSONWriter()
  /// The bytes after which all cells are forgotten: more than spaces that repeat theirs need.
  private static let limit = 1 << 23

  /// An empty shelf for cells of a family, whose codes come from a source.
  init(family: String, source: Source) {
    frame = PlainGraph.Frame(family: family, source: source)
  }

  /// Appends a cell's record, a whole line.
  ///
  /// - Parameters:
  ///   - cell: The cell.
  ///   - name: Its code as JSON text.
  ///   - writer: Where the line goes.
  /// - Returns: Whether it could: nothing is appended for a cell that computes several things.
  mutating func append(_ cell: CellGraph, named name: [UInt8], to writer: inout JSONWriter) -> Bool
  {
    guard let record = records[number(of: cell)] else { return false }
    let length = record.start.count + record.middle.count + 2 * name.count + frame.end.count
    writer.value(atMost: length) { room in
      room.append(text.bytes.extracting(record.start))
      room.append(name.bytes)
      room.append(text.bytes.extracting(record.middle))
      room.append(name.bytes)
      room.append(frame.end.bytes)
    }
    writer.endLine()
    return true
  }

  /// The number of a cell's record.
  private mutating func number(of cell: CellGraph) -> Int {
    if text.count > Self.limit {
      (cells, numbers, orders, records, text) = (ByteTable(), [], ByteTable(), [], [])
    }
    spell(cell)
    let (number, isNew) = cells.number(of: key[...])
    if isNew {
      let ordered = cell.isOrdered ? cell : cell.canonical()
      spell(ordered)
      let (order, isNew) = orders.number(of: key[...])
      if isNew { records.append(record(of: ordered)) }
      numbers.append(order)
    }
    return numbers[number]
  }

  /// Makes the key one that no other cell has: a word for each node of a small cell, which most are.
  private mutating func spell(_ cell: CellGraph) {
    key.removeAll(keepingCapacity: true)
    key.append(cell.isOrdered ? 1 : 0)
    for node in cell.nodes {
      let (op, operands) = (UInt64(number(of: node.op)), node.operands.bits)
      if cell.count > 16 {
        key.append(Int32(truncatingIfNeeded: op))
        key.append(Int32(truncatingIfNeeded: operands))
        key.append(Int32(truncatingIfNeeded: operands >> 32))
      } else {
        key.append(Int32(truncatingIfNeeded: operands << 16 | op))
      }
    }
  }

  private mutating func record(of ordered: CellGraph) -> Record {
    var result: Int?
    var results = 0
    plain.removeAll()
    for place in ordered.nodes.indices {
      let node = ordered.nodes[place]
      plain.append(number(of: node.op), reading: node.operands.bits)
      guard node.op.isResult else { continue }
      result = place
      results += 1
    }
    guard results <= 1, plain.canonicalise(result: result) else { return nil }
    if text.isEmpty { text.reserveCapacity(Self.limit) }
    identity.removeAll(keepingCapacity: true)
    plain.appendIdentity(to: &identity)
    writer.removeAll()
    plain.appendConnections(to: &writer)
    let start = text.count
    frame.appendStart(identity, to: &text)
    let middle = text.count
    frame.appendMiddle(writer.bytes, to: &text)
    return (start..<middle, middle..<text.count)
  }

  private mutating func number(of op: CellOperator) -> Int {
    for known in operators where known.colour == op.colour { return known.number }
    let number = plain.number(ofOperator: op.op)
    operators.append((op.colour, number))
    return number
  }
}
