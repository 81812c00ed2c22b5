extension NASBench201 {
  /// What each of the eight nodes reads: the input, the edges `a` … `f`, the output.
  private static let skeleton: InlineArray<8, CellNodes> = [
    [], [0], [0], [1], [0], [1], [2, 3], [4, 5, 6],
  ]

  /// The cell: its operators as nodes, which sum up what they read.
  package func buildCell(_ genes: Genes, as form: String, in cell: inout CellGraph) {
    switch form {
    case "unpruned": Self.add(genes, reading: Self.skeleton, to: &cell)
    case "unique": cell = UniqueCell(Self.uniqueName(of: genes), in: cell).cell
    default: Self.buildPruned(genes, in: &cell)
    }
  }

  private static func add(
    _ genes: Genes, reading operands: InlineArray<8, CellNodes>, to cell: inout CellGraph
  ) {
    let operators = cellOperators
    cell.add(.input, reading: operands[0])
    for node in 1...6 { cell.add(operators[genes[node - 1]], reading: operands[node]) }
    cell.add(.output, reading: operands[7])
  }

  /// Eagle's cell in its compact form; without nodes if the output depends on nothing.
  ///
  /// A zero loses its connections; what reads a skip reads what the skip reads; parallel ways become
  /// one; what leads nowhere is taken away.
  private static func buildPruned(_ genes: Genes, in cell: inout CellGraph) {
    var operands = skeleton
    for node in 1...6 where genes[node - 1] < 2 {
      let before = operands[node]
      operands[node] = []
      // A skip that reads nothing goes on being read.
      if genes[node - 1] == 1, before.isEmpty { continue }
      for reader in (node + 1)..<8 where operands[reader].contains(node) {
        operands[reader].remove(node)
        if genes[node - 1] == 1 { operands[reader] = operands[reader] | before }
      }
    }
    let kept = way(through: operands)
    guard kept.contains(0), kept.contains(7) else { return }
    let operators = cellOperators
    for node in kept {
      let read = (operands[node] & kept).renumbered(within: kept)
      cell.add(
        node == 0 ? .input : node == 7 ? .output : operators[genes[node - 1]], reading: read)
    }
  }

  /// The nodes that the input reaches and from which the output is reached.
  private static func way(through operands: InlineArray<8, CellNodes>) -> CellNodes {
    var reached: CellNodes = [0]
    for node in 1..<8 where !(operands[node] & reached).isEmpty { reached.insert(node) }
    var reaching: CellNodes = [7]
    for node in (0..<8).reversed() where reaching.contains(node) {
      reaching = reaching | operands[node]
    }
    return reached & reaching
  }
}
