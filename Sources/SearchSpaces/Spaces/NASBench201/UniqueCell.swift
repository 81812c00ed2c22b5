/// The sum of terms that a unique name of NAS-Bench-201 spells, as an ordered tree.
struct UniqueCell {
  private(set) var cell: CellGraph
  private let text: [UInt8]
  private var offset = 0

  /// Reads a name into a cell without nodes.
  init(_ name: String, in empty: CellGraph) {
    text = Array(name.utf8)
    cell = empty
    cell.isOrdered = true
    let terms = readTerms()
    cell.add(.output, reading: terms)
  }

  private static let zero: CellOperator = "zero"

  /// Terms with a plus between them, up to a closing parenthesis or the end.
  private mutating func readTerms() -> CellNodes {
    var terms: CellNodes = []
    while offset < text.count, text[offset] != UInt8(ascii: ")") {
      if text[offset] == UInt8(ascii: "+") { offset += 1 }
      terms.insert(readTerm())
    }
    return terms
  }

  private mutating func readTerm() -> Int {
    let first = text[offset]
    offset += 1
    switch first {
    case UInt8(ascii: "#"): return cell.add(Self.zero)
    case UInt8(ascii: "0"): return cell.add(.input)
    default:
      let terms = readTerms()
      offset += 2
      let name = text[offset...].prefix { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: ")") }
      offset += name.count
      let op = NASBench201.operators.firstIndex { $0.utf8.elementsEqual(name) } ?? 0
      return cell.add(NASBench201.cellOperators[op], reading: terms)
    }
  }
}
