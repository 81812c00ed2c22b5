extension DARTS {
  private static let addition: CellOperator = "addition"
  private static let skip: CellOperator = "skip_connect"

  /// Both cells side by side, in Eagle's order: two inputs, for each node its operators and its
  /// addition, and the output, which joins additions. The two cells, and a cell's two inputs, are not
  /// the same to the network.
  package func buildCell(_ genes: Genes, as form: String, in cell: inout CellGraph) {
    Self.add(
      Array(genes.prefix(Self.cellSize)), from: ["input-0", "input-1"], to: .output, in: &cell)
    Self.add(
      Array(genes.dropFirst(Self.cellSize)), from: ["reduction-input-0", "reduction-input-1"],
      to: "reduction-output", in: &cell)
    if form != "unpruned" { cell = Self.withoutSkips(cell) }
  }

  private static func add(
    _ genes: [Int], from inputs: [CellOperator], to output: CellOperator, in cell: inout CellGraph
  ) {
    var sources: [Int] = []
    for input in inputs { sources.append(cell.add(input)) }
    for node in 0..<4 {
      var pair: CellNodes = []
      for side in [0, 2] {
        let source = sources[genes[node * 4 + side + 1]]
        pair.insert(cell.add(cellOperators[genes[node * 4 + side]], reading: [source]))
      }
      sources.append(cell.add(addition, reading: pair))
    }
    var joined: CellNodes = []
    for node in 0..<4 where genes[16] >> node & 1 == 1 { joined.insert(sources[node + 2]) }
    cell.add(output, reading: joined)
  }

  private static func withoutSkips(_ cell: CellGraph) -> CellGraph {
    var result = CellGraph()
    /// What stands for each node: itself, or what a skip reads.
    var places: [CellNodes] = []
    for node in cell.nodes {
      var operands: CellNodes = []
      for operand in node.operands { operands = operands | places[operand] }
      if node.op == skip {
        places.append(operands)
      } else {
        places.append([result.add(node.op, reading: operands)])
      }
    }
    return result
  }
}
