extension CellGraph {
  /// The same cell with its nodes in an order that follows from the connections alone: equal for
  /// isomorphic cells, and for no others.
  ///
  /// Colour refinement tells nodes apart; nodes that it leaves alike are tried one after the other,
  /// and the order whose cell reads smallest wins. Twins, which are connected to the same nodes, need
  /// no trial.
  package func canonical() -> CellGraph {
    var order = CellOrder()
    return order.canonical(self)
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

/// The search for the canonical order of one cell's nodes after the other's. Its lists are kept: a new
/// one takes longer than what is done with it.
struct CellOrder: Sendable {
  private var nodes: [CellGraph.Vertex] = []
  private var readers: [CellNodes] = []
  /// A number for each node. The depth leads, so that the order is a topological one.
  private var colours: [UInt64] = []
  private var before: [UInt64] = []
  /// The nodes in the order of their colours.
  private var order: [Int] = []

  /// The cell in its canonical order.
  mutating func canonical(_ cell: CellGraph) -> CellGraph {
    guard cell.count > 1 else { return cell }
    nodes = cell.nodes
    // So that nobody else has the cell's list when it is filled anew.
    defer { nodes = [] }
    colours.removeAll(keepingCapacity: true)
    for node in nodes {
      var depth: UInt64 = 0
      for operand in node.operands { depth = max(depth, colours[operand] >> 56 &+ 1) }
      colours.append(depth << 56 | node.op.colour >> 8)
    }
    sort()
    if firstTie != nil {
      findReaders()
      settle(cell)
    }
    return cell.reordered(order)
  }

  private mutating func findReaders() {
    readers.removeAll(keepingCapacity: true)
    for node in nodes.indices {
      readers.append([])
      for operand in nodes[node].operands { readers[operand].insert(node) }
    }
  }

  /// Finds the order that follows from the colours, as refined as they can be.
  private mutating func settle(_ cell: CellGraph) {
    refine()
    sort()
    guard let alike = firstTie else { return }
    let (colours, nodesAlike) = (colours, order[alike])
    let areTwins = nodesAlike.allSatisfy { isTwin($0, of: order[alike.lowerBound]) }
    var best: [Int] = []
    for node in areTwins ? nodesAlike.prefix(1) : nodesAlike {
      self.colours = colours
      // Smaller than its likes, and still after what it reads.
      self.colours[node] &-= 1
      settle(cell)
      if best.isEmpty || cell.reordered(order).reads(before: cell.reordered(best)) { best = order }
    }
    order = best
  }

  private func isTwin(_ node: Int, of other: Int) -> Bool {
    nodes[node].operands == nodes[other].operands && readers[node] == readers[other]
  }

  /// The first places whose nodes have one colour.
  private var firstTie: Range<Int>? {
    var start = 0
    for place in order.indices.dropFirst() {
      if colours[order[start]] == colours[order[place]] { continue }
      if place - start > 1 { return start..<place }
      start = place
    }
    return order.count - start > 1 ? start..<order.count : nil
  }

  /// Sorts few nodes, which stand nearly right.
  private mutating func sort() {
    order.removeAll(keepingCapacity: true)
    for node in nodes.indices {
      order.append(node)
      var place = node
      while place > 0, colours[node] < colours[order[place - 1]] {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = node
    }
  }

  /// Tells nodes apart by the colours of their neighbours, until that brings no more.
  private mutating func refine() {
    var distinct = distinct
    while distinct < nodes.count {
      swap(&before, &colours)
      colours.removeAll(keepingCapacity: true)
      for node in nodes.indices {
        var from: UInt64 = 0
        var to: UInt64 = 0
        for operand in nodes[node].operands { from &+= mix(before[operand], 1) }
        for reader in readers[node] { to &+= mix(before[reader], 2) }
        let old = before[node]
        colours.append((old >> 56) << 56 | mix(mix(old, from), to) >> 8)
      }
      let found = self.distinct
      if found == distinct { break }
      distinct = found
    }
  }

  /// How many colours there are.
  private var distinct: Int {
    var count = 0
    for node in colours.indices {
      var first = 0
      while colours[first] != colours[node] { first += 1 }
      if first == node { count += 1 }
    }
    return count
  }
}
