/// A searched cell: operators and what each of them reads.
///
/// At most 64 nodes, each after everything that it reads. Connections are sets: what a node reads
/// has no order, and nothing is read twice.
package struct CellGraph: Sendable, Equatable {
  /// An operator applied once.
  struct Vertex: Sendable, Equatable {
    var op: CellOperator
    /// The nodes that it reads, as a set of positions.
    var operands: CellNodes
  }

  /// The nodes, each after everything that it reads.
  private(set) var nodes: [Vertex] = []
  /// Whether the order of the nodes says something, so that it must not be changed.
  package var isOrdered = false

  /// A cell without nodes: one that computes nothing.
  package init() {}

  /// The number of nodes.
  package var count: Int { nodes.count }
  /// The nodes' operators.
  package var operators: [CellOperator] { nodes.map(\.op) }
  /// The nodes that each node reads, as a set of positions.
  package var operands: [CellNodes] { nodes.map(\.operands) }

  /// Adds a node that reads some of the nodes before, and returns its position.
  @discardableResult
  package mutating func add(_ op: CellOperator, reading operands: CellNodes = []) -> Int {
    nodes.append(Vertex(op: op, operands: operands))
    return nodes.count - 1
  }

  /// Drops everything and keeps the storage.
  package mutating func removeAll() {
    nodes.removeAll(keepingCapacity: true)
    isOrdered = false
  }

  /// The connections as (from, to), in the order of `from` and then of `to`: the ones of the
  /// adjacency matrix, row by row.
  package var edges: [(from: Int, to: Int)] {
    var edges: [(from: Int, to: Int)] = []
    for from in nodes.indices {
      for to in nodes.indices where nodes[to].operands.contains(from) { edges.append((from, to)) }
    }
    return edges
  }

  /// The nodes that read each node.
  var readers: [CellNodes] {
    var readers = [CellNodes](repeating: [], count: count)
    for node in nodes.indices {
      for operand in nodes[node].operands { readers[operand].insert(node) }
    }
    return readers
  }

  /// Keeps only these nodes, in their order.
  package mutating func keep(_ kept: CellNodes) {
    var place = 0
    for node in kept {
      let operands = (nodes[node].operands & kept).renumbered(within: kept)
      nodes[place] = Vertex(op: nodes[node].op, operands: operands)
      place += 1
    }
    nodes.removeLast(nodes.count - place)
  }

  /// The cell with only these nodes, in their order.
  package func keeping(_ kept: CellNodes) -> CellGraph {
    var cell = self
    cell.keep(kept)
    return cell
  }

  /// The cell in another order of its nodes: `order` has the old positions.
  func reordered(_ order: [Int]) -> CellGraph {
    var places = order
    for (place, node) in order.enumerated() { places[node] = place }
    var result = CellGraph()
    result.nodes.reserveCapacity(count)
    for node in order {
      var operands: CellNodes = []
      for operand in nodes[node].operands { operands.insert(places[operand]) }
      result.add(nodes[node].op, reading: operands)
    }
    return result
  }
}
