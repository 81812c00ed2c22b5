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
  /// A number for each node. The depth leads, so that the order is a topological one.
  private typealias Colours = InlineArray<64, UInt64>

  private let cell: CellGraph
  private let nodes: [CellGraph.Vertex]
  private var readers = InlineArray<64, CellNodes>(repeating: [])

  init(_ cell: CellGraph) {
    self.cell = cell
    nodes = cell.nodes
    for node in nodes.indices {
      for operand in nodes[node].operands { readers[operand].insert(node) }
    }
  }

  /// The old positions of the nodes in their new order.
  func found() -> [Int] {
    var colours = Colours(repeating: 0)
    for node in nodes.indices {
      var depth: UInt64 = 0
      for operand in nodes[node].operands { depth = max(depth, colours[operand] >> 56 &+ 1) }
      colours[node] = depth << 56 | nodes[node].op.colour >> 8
    }
    return order(refining: colours)
  }

  private func order(refining start: Colours) -> [Int] {
    let colours = refined(start)
    let order = sorted(by: colours)
    guard
      let first = order.indices.dropLast().first(where: {
        colours[order[$0]] == colours[order[$0 + 1]]
      })
    else { return order }
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
      let order = self.order(refining: colours)
      if best.isEmpty || cell.reordered(order).reads(before: cell.reordered(best)) { best = order }
    }
    return best
  }

  /// Few nodes, which stand nearly right.
  private func sorted(by colours: Colours) -> [Int] {
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

  private func refined(_ start: Colours) -> Colours {
    var colours = start
    var distinct = distinct(colours)
    while distinct < nodes.count {
      let old = colours
      var above = Colours(repeating: 0)
      var below = Colours(repeating: 0)
      for node in nodes.indices {
        above[node] = mix(old[node], 1)
        below[node] = mix(old[node], 2)
      }
      for node in nodes.indices {
        var from: UInt64 = 0
        var to: UInt64 = 0
        for operand in nodes[node].operands { from &+= above[operand] }
        for reader in readers[node] { to &+= below[reader] }
        colours[node] = (old[node] >> 56) << 56 | mix(mix(old[node], from), to) >> 8
      }
      let found = self.distinct(colours)
      if found == distinct { break }
      distinct = found
    }
    return colours
  }

  private func distinct(_ colours: Colours) -> Int {
    var count = 0
    for index in nodes.indices {
      var isNew = true
      for earlier in 0..<index where colours[earlier] == colours[index] { isNew = false }
      if isNew { count += 1 }
    }
    return count
  }
}
