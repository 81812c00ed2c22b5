import ByteReading
import ComputationGraph
import RecordStreams

/// The records of cells: each distinct cell is put in order, named and written once, and its text is
/// copied for every further code that has it.
///
/// Of 15,625 codes of NAS-Bench-201 no more than 6,605 have cells that are not the same node by node.
struct CellShelf: Sendable {
  /// What is kept of a cell: its identity's digits and its connections; `nil` if such cells are not
  /// kept here.
  private typealias Record = (identity: Range<Int>, connections: Range<Int>)?

  private let frame: PlainGraph.Frame
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
    let limit =
      frame.text.count + 2 * record.identity.count + 2 * name.count + record.connections.count
    writer.value(atMost: limit) { room in
      room.append(frame.text.bytes.extracting(frame.parts[0]))
      room.append(text.bytes.extracting(record.identity))
      room.append(frame.text.bytes.extracting(frame.parts[1]))
      room.append(text.bytes.extracting(record.identity))
      room.append(frame.text.bytes.extracting(frame.parts[2]))
      room.append(name.bytes)
      room.append(frame.text.bytes.extracting(frame.parts[3]))
      room.append(text.bytes.extracting(record.connections))
      room.append(frame.text.bytes.extracting(frame.parts[4]))
      room.append(name.bytes)
      room.append(frame.text.bytes.extracting(frame.parts[5]))
    }
    writer.endLine()
    return true
  }

  private mutating func number(of cell: CellGraph) -> Int {
    key.removeAll(keepingCapacity: true)
    key.append(cell.isOrdered ? 1 : 0)
    for node in cell.nodes {
      key.append(Int32(truncatingIfNeeded: node.op.colour))
      key.append(Int32(truncatingIfNeeded: node.op.colour >> 32))
      key.append(Int32(truncatingIfNeeded: node.operands.bits))
      if cell.count > 32 { key.append(Int32(truncatingIfNeeded: node.operands.bits >> 32)) }
    }
    if text.count > Self.limit { (cells, records, text) = (ByteTable(), [], []) }
    let (number, isNew) = cells.number(of: key[...])
    if isNew { records.append(record(of: cell)) }
    return number
  }

  private mutating func record(of cell: CellGraph) -> Record {
    var result: Int?
    var results = 0
    let ordered = cell.isOrdered ? cell : cell.canonical()
    plain.removeAll()
    for place in ordered.nodes.indices {
      let node = ordered.nodes[place]
      plain.append(number(of: node.op), reading: node.operands.bits)
      guard node.op.isResult else { continue }
      result = place
      results += 1
    }
    guard results <= 1, plain.canonicalise(result: result) else { return nil }
    if text.isEmpty { text.reserveCapacity(Self.limit / 2) }
    let start = text.count
    plain.appendIdentity(to: &text)
    let middle = text.count
    writer.removeAll()
    plain.appendConnections(to: &writer)
    text += writer.bytes
    return (start..<middle, middle..<text.count)
  }

  private mutating func number(of op: CellOperator) -> Int {
    for known in operators where known.colour == op.colour { return known.number }
    let number = plain.number(ofOperator: op.op)
    operators.append((op.colour, number))
    return number
  }
}
