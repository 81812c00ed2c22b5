import ByteReading
import ComputationGraph
import RecordStreams

/// The records of cells: each distinct cell is put in order and named once, and written for every
/// code that has it.
///
/// Of 15,625 codes of NAS-Bench-201 no more than 6,605 have cells that are not the same node by node.
/// Text is not kept: writing it again takes less time than the memory in which it would lie.
struct CellShelf: Sendable {
  private let frame: PlainGraph.Frame
  private var order = CellOrder()
  private var plain = PlainGraph()
  /// The colours of operators, in the order of their numbers in `plain`.
  private var operators: [UInt64] = []
  /// Cells as they are built, and where each lies in `memory`; `nil` if such cells are not kept.
  private var cells = ByteTable()
  private var kept: [Range<Int>?] = []
  /// The digits of each cell's identity and its outline.
  private var memory: [UInt8] = []
  private var key: [Int32] = []
  /// The bytes of cells after which all are forgotten: more than spaces that repeat theirs need.
  private static let limit = 1 << 21

  /// An empty shelf for cells of a family, whose codes come from a source.
  init(family: String, source: Source) {
    frame = PlainGraph.Frame(family: family, source: source)
    // Only what is written to takes memory, and a list that grows is written twice.
    memory.reserveCapacity(Self.limit)
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
    guard let place = kept[number(of: cell)] else { return false }
    let (digits, outline) = (place.prefix(PlainGraph.digits), place.dropFirst(PlainGraph.digits))
    plain.write(
      memory[outline], identity: memory.bytes.extracting(digits), named: name.bytes, in: frame,
      to: &writer)
    writer.endLine()
    return true
  }

  /// The number of a cell, which is kept if it is new.
  private mutating func number(of cell: CellGraph) -> Int {
    if cells.byteCount > Self.limit {
      (cells, kept) = (ByteTable(), [])
      memory.removeAll(keepingCapacity: true)
    }
    spell(cell)
    let (number, isNew) = cells.number(of: key[...])
    if isNew { keep(cell) }
    return number
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

  private mutating func keep(_ cell: CellGraph) {
    guard canonicalise(cell.isOrdered ? cell : order.canonical(cell)) else {
      return kept.append(nil)
    }
    let start = memory.count
    plain.appendIdentity(to: &memory)
    plain.appendOutline(to: &memory)
    kept.append(start..<memory.count)
  }

  /// Makes `plain` a cell whose order follows from its connections, and finds its canonical order, if
  /// it can.
  private mutating func canonicalise(_ cell: CellGraph) -> Bool {
    var result: Int?
    var results = 0
    plain.removeAll()
    for place in cell.nodes.indices {
      let node = cell.nodes[place]
      plain.append(number(of: node.op), reading: node.operands.bits)
      guard node.op.isResult else { continue }
      result = place
      results += 1
    }
    return results <= 1 && plain.canonicalise(result: result)
  }

  private mutating func number(of op: CellOperator) -> Int {
    for number in operators.indices where operators[number] == op.colour { return number }
    operators.append(op.colour)
    return plain.number(ofOperator: op.op)
  }
}
