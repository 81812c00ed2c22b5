/// A searched cell: operators and what each of them reads.
///
/// At most 64 nodes, each after everything that it reads. Connections are sets: what a node reads
/// has no order, and nothing is read twice.
package struct CellGraph: Sendable, Equatable {
  /// The nodes' operators.
  package private(set) var operators: [CellOperator] = []
  /// The nodes that each node reads, as a set of positions.
  package private(set) var operands: [CellNodes] = []
  /// Whether the order of the nodes says something, so that it must not be changed.
  package var isOrdered = false

  /// A cell without nodes: one that computes nothing.
  package init() {}

  /// The number of nodes.
  package var count: Int { operators.count }

  /// Adds a node that reads some of the nodes before, and returns its position.
  @discardableResult
  package mutating func add(_ op: CellOperator, reading operands: CellNodes = []) -> Int {
    operators.append(op)
    self.operands.append(operands)
    return operators.count - 1
  }

  /// The connections as (from, to), in the order of `from` and then of `to`: the ones of the
  /// adjacency matrix, row by row.
  package var edges: [(from: Int, to: Int)] {
    var edges: [(from: Int, to: Int)] = []
    for from in operators.indices {
      for to in operators.indices where operands[to].contains(from) { edges.append((from, to)) }
    }
    return edges
  }

  /// The nodes that read each node.
  var readers: [CellNodes] {
    var readers = [CellNodes](repeating: [], count: count)
    for node in operators.indices {
      for operand in operands[node] { readers[operand].insert(node) }
    }
    return readers
  }

  /// The cell with only these nodes, in their order.
  package func keeping(_ nodes: CellNodes) -> CellGraph {
    var kept = CellGraph()
    var places = [Int](repeating: 0, count: count)
    for node in nodes {
      var operands: CellNodes = []
      for operand in self.operands[node] where nodes.contains(operand) {
        operands.insert(places[operand])
      }
      places[node] = kept.add(operators[node], reading: operands)
    }
    return kept
  }

  /// The cell in another order of its nodes: `order` has the old positions.
  func reordered(_ order: [Int]) -> CellGraph {
    var places = order
    for (place, node) in order.enumerated() { places[node] = place }
    var result = CellGraph()
    for node in order {
      var operands: CellNodes = []
      for operand in self.operands[node] { operands.insert(places[operand]) }
      result.add(operators[node], reading: operands)
    }
    return result
  }
}
