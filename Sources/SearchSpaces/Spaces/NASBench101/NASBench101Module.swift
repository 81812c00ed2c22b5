/// A cell of NAS-Bench-101: what each vertex reads, and the operators between input and output.
struct NASBench101Module {
  /// For each vertex the vertices that it reads.
  var operands: [CellNodes]
  /// The operators of all vertices but the first and the last.
  var operators: [Int]

  var vertexCount: Int { operands.count }
  var edgeCount: Int { operands.reduce(0) { $0 + $1.count } }

  init(operands: [CellNodes], operators: [Int]) {
    self.operands = operands
    self.operators = operators
  }

  /// The cell of these genes; `nil` if they are none.
  init?(_ genes: Genes) {
    let count = genes.count + 1
    guard (2...NASBench101.vertexLimit).contains(count), genes[0] >= 0,
      genes[0] < 1 << (count * (count - 1) / 2),
      genes.dropFirst().allSatisfy({ (0..<3).contains($0) })
    else { return nil }
    self.init(operands: Self.operands(of: genes[0], count), operators: Array(genes.dropFirst()))
  }

  /// What the vertices read if the bits are the matrix, column after column.
  static func operands(of bits: Int, _ count: Int) -> [CellNodes] {
    (0..<count).map { vertex in
      let column = bits >> (vertex * (vertex - 1) / 2) & ((1 << vertex) - 1)
      return CellNodes(bits: UInt64(column))
    }
  }

  var genes: Genes {
    var bits = 0
    for vertex in operands.indices {
      bits |= Int(operands[vertex].bits) << (vertex * (vertex - 1) / 2)
    }
    return [bits] + operators
  }

  /// Whether every vertex is on a way from the input to the output.
  var isPruned: Bool { Self.isPruned(operands) }

  static func isPruned(_ operands: [CellNodes]) -> Bool {
    var read: CellNodes = []
    for vertex in operands.indices.dropFirst() {
      if operands[vertex].isEmpty { return false }
      read = read | operands[vertex]
    }
    return read.count == operands.count - 1
  }

  /// The vertices on a way from the input to the output; `nil` if there is no way.
  var pruned: NASBench101Module? {
    let cell = cell
    let kept = cell.nodes(between: 0, and: vertexCount - 1)
    guard kept.contains(0), kept.contains(vertexCount - 1) else { return nil }
    let operators = kept.filter { $0 > 0 && $0 < vertexCount - 1 }.map { self.operators[$0 - 1] }
    return NASBench101Module(operands: cell.keeping(kept).operands, operators: operators)
  }

  var cell: CellGraph {
    var cell = CellGraph()
    build(in: &cell)
    return cell
  }

  /// Writes the cell to one without nodes.
  func build(in cell: inout CellGraph) {
    for vertex in operands.indices {
      let op: CellOperator =
        vertex == 0
        ? .input
        : vertex == vertexCount - 1 ? .output : NASBench101.cellOperators[operators[vertex - 1]]
      cell.add(op, reading: operands[vertex])
    }
  }
}
