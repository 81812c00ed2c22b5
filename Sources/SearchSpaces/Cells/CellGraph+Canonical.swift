extension CellGraph {
  /// The same cell with its nodes in an order that follows from the connections alone: equal for
  /// isomorphic cells, and for no others.
  ///
  /// Colour refinement tells nodes apart; nodes that it leaves alike are tried one after the other,
  /// and the order whose cell reads smallest wins. Twins, which are connected to the same nodes, need
  /// no trial.
  package func canonical() -> CellGraph {
    count > 1 ? reordered(CellOrder(self).found()) : self
  }

  /// Whether a cell of as many nodes comes before another.
  func reads(before other: CellGraph) -> Bool {
    for node in nodes.indices where nodes[node] != other.nodes[node] {
      let (own, others) = (nodes[node], other.nodes[node])
      return own.op == others.op
        ? own.operands.bits < others.operands.bits : own.op.colour < others.op.colour
    }
    return false
  }
}

/// The search for the canonical order of a cell's nodes.
struct CellOrder {
  private let cell: CellGraph
  private let nodes: [CellGraph.Vertex]

  init(_ cell: CellGraph) {
    self.cell = cell
    nodes = cell.nodes
  }

  /// The old positions of the nodes in their new order.
  func found() -> [Int] {
    // A number for each node. The depth leads, so that the order is a topological one.
    var colours: [UInt64] = []
    colours.reserveCapacity(nodes.count)
    for node in nodes {
      var depth: UInt64 = 0
      for operand in node.operands { depth = max(depth, colours[operand] >> 56 &+ 1) }
      colours.append(depth << 56 | node.op.colour >> 8)
    }
    let order = sorted(by: colours)
    return firstTie(order, colours) == nil ? order : self.order(refining: colours, cell.readers)
  }

  private func order(refining start: [UInt64], _ readers: [CellNodes]) -> [Int] {
    let colours = refined(start, readers)
    let order = sorted(by: colours)
    guard let first = firstTie(order, colours) else { return order }
    let (model, colour) = (order[first], colours[order[first]])
    let alike = order[first...].prefix { colours[$0] == colour }
    let areTwins = alike.allSatisfy {
      nodes[$0].operands == nodes[model].operands && readers[$0] == readers[model]
    }
    var best: [Int] = []
    for node in areTwins ? alike.prefix(1) : alike {
      var colours = colours
      // Smaller than its likes, and still after what it reads.
      colours[node] &-= 1
      let order = self.order(refining: colours, readers)
      if best.isEmpty || cell.reordered(order).reads(before: cell.reordered(best)) { best = order }
    }
    return best
  }

  /// The first place whose node has the colour of the next.
  private func firstTie(_ order: [Int], _ colours: [UInt64]) -> Int? {
    for place in order.indices.dropFirst()
    where colours[order[place - 1]] == colours[order[place]] {
      return place - 1
    }
    return nil
  }

  /// Few nodes, which stand nearly right.
  private func sorted(by colours: [UInt64]) -> [Int] {
    var order = Array(nodes.indices)
    for end in order.indices.dropFirst() {
      let node = order[end]
      var place = end
      while place > 0, colours[node] < colours[order[place - 1]] {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = node
    }
    return order
  }

  private func refined(_ start: [UInt64], _ readers: [CellNodes]) -> [UInt64] {
    var colours = start
    var next = start
    var distinct = distinct(colours)
    while distinct < nodes.count {
      for node in nodes.indices {
        var from: UInt64 = 0
        var to: UInt64 = 0
        for operand in nodes[node].operands { from &+= mix(colours[operand], 1) }
        for reader in readers[node] { to &+= mix(colours[reader], 2) }
        let old = colours[node]
        next[node] = (old >> 56) << 56 | mix(mix(old, from), to) >> 8
      }
      swap(&colours, &next)
      let found = self.distinct(colours)
      if found == distinct { break }
      distinct = found
    }
    return colours
  }

  private func distinct(_ colours: [UInt64]) -> Int {
    colours.indices.count { !colours[..<$0].contains(colours[$0]) }
  }
}
