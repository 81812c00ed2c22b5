extension DARTS {
  private static let labels = operators.map { CellOperator($0) }
  private static let addition = CellOperator("addition")

  /// Both cells side by side, in Eagle's order: two inputs, for each node its operators and its
  /// addition, and the output, which joins additions.
  package func cell(of genes: Genes, as form: String) -> CellGraph {
    var cell = CellGraph()
    Self.add(Array(genes.prefix(Self.cellSize)), "", to: &cell)
    Self.add(Array(genes.dropFirst(Self.cellSize)), "reduction-", to: &cell)
    return form == "unpruned" ? cell : Self.withoutSkips(cell)
  }

  private static func add(_ genes: [Int], _ prefix: String, to cell: inout CellGraph) {
    // The two cells, and a cell's two inputs, are not the same to the network.
    var sources = [
      cell.add(CellOperator(prefix + "input-0")), cell.add(CellOperator(prefix + "input-1")),
    ]
    for node in 0..<4 {
      var pair: CellNodes = []
      for side in [0, 2] {
        let source = sources[genes[node * 4 + side + 1]]
        pair.insert(cell.add(labels[genes[node * 4 + side]], reading: [source]))
      }
      sources.append(cell.add(addition, reading: pair))
    }
    var joined: CellNodes = []
    for node in 0..<4 where genes[16] >> node & 1 == 1 { joined.insert(sources[node + 2]) }
    cell.add(CellOperator(prefix + "output"), reading: joined)
  }

  private static func withoutSkips(_ cell: CellGraph) -> CellGraph {
    var result = CellGraph()
    /// What stands for each node: itself, or what a skip reads.
    var places: [CellNodes] = []
    for node in cell.operators.indices {
      var operands: CellNodes = []
      for operand in cell.operands[node] { operands = operands | places[operand] }
      if cell.operators[node].label == "skip_connect" {
        places.append(operands)
      } else {
        places.append([result.add(cell.operators[node], reading: operands)])
      }
    }
    return result
  }
}
