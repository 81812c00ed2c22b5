extension NASBench201 {
  private static let cellOperators = operators.map { CellOperator($0) }
  /// What each of the eight nodes reads: the input, the edges `a` … `f`, the output.
  private static let skeleton: [CellNodes] = [
    [], [0], [0], [1], [0], [1], [2, 3], [4, 5, 6],
  ]

  /// The cell: its operators as nodes, which sum up what they read.
  package func cell(of genes: Genes, as form: String) -> CellGraph {
    switch form {
    case "unpruned": Self.unpruned(genes)
    case "unique": UniqueCell(Self.uniqueName(of: genes)).cell
    default: Self.pruned(genes)
    }
  }

  private static func unpruned(_ genes: Genes) -> CellGraph {
    var cell = CellGraph()
    for node in 0..<8 { cell.add(label(of: node, genes), reading: skeleton[node]) }
    return cell
  }

  private static func label(of node: Int, _ genes: Genes) -> CellOperator {
    node == 0 ? .input : node == 7 ? .output : cellOperators[genes[node - 1]]
  }

  /// Eagle's cell in its compact form; without nodes if the output depends on nothing.
  static func pruned(_ genes: Genes) -> CellGraph {
    let cell = simplified(genes)
    let nodes = cell.nodes(between: 0, and: 7)
    return nodes.contains(7) && nodes.contains(0) ? cell.keeping(nodes) : CellGraph()
  }

  /// Eagle's cell in all eight places, before what leads nowhere is taken away: a zero loses its
  /// connections; what reads a skip reads what the skip reads. Parallel ways become one.
  static func simplified(_ genes: Genes) -> CellGraph {
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
    var cell = CellGraph()
    for node in 0..<8 { cell.add(label(of: node, genes), reading: operands[node]) }
    return cell
  }
}
