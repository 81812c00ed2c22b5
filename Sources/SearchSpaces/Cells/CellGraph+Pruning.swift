extension CellGraph {
  /// The nodes on a way from one node to another; none if there is no way.
  package func nodes(between start: Int, and end: Int) -> CellNodes {
    reached(from: start) & reaching(end)
  }

  /// A node and everything that depends on it.
  private func reached(from start: Int) -> CellNodes {
    var reached: CellNodes = [start]
    for node in nodes.indices where !(nodes[node].operands & reached).isEmpty {
      reached.insert(node)
    }
    return reached
  }

  /// A node and everything that it depends on.
  private func reaching(_ end: Int) -> CellNodes {
    var reaching: CellNodes = [end]
    for node in nodes.indices.reversed() where reaching.contains(node) {
      reaching = reaching | nodes[node].operands
    }
    return reaching
  }
}
