extension CellGraph {
  /// The same cell with its nodes in an order that follows from the connections alone: equal for
  /// isomorphic cells, and for no others.
  ///
  /// Colour refinement tells nodes apart; nodes that it leaves alike are tried one after the other,
  /// and the order whose cell reads smallest wins. Twins, which are connected to the same nodes, need
  /// no trial.
  package func canonical() -> CellGraph {
    guard count > 1 else { return self }
    let readers = readers
    var colours = operators.map(\.colour)
    for node in operators.indices {
      var depth: UInt64 = 0
      for operand in operands[node] { depth = max(depth, colours[operand] >> 56 &+ 1) }
      // The depth leads, so that the order is a topological one.
      colours[node] = depth << 56 | colours[node] >> 8
    }
    return reordered(order(refining: colours, readers))
  }

  private func order(refining colours: [UInt64], _ readers: [CellNodes]) -> [Int] {
    let colours = refined(colours, readers)
    let order = operators.indices.sorted { colours[$0] < colours[$1] }
    guard
      let first = order.indices.dropLast().first(where: {
        colours[order[$0]] == colours[order[$0 + 1]]
      })
    else { return order }
    let alike = order[first...].prefix { colours[$0] == colours[order[first]] }
    var trials = Array(alike)
    if alike.allSatisfy({
      operands[$0] == operands[order[first]] && readers[$0] == readers[order[first]]
    }) {
      trials = [order[first]]
    }
    var best: [Int] = []
    for node in trials {
      var colours = colours
      // Smaller than its likes, and still after what it reads.
      colours[node] &-= 1
      let order = self.order(refining: colours, readers)
      if best.isEmpty || reordered(order).reads(before: reordered(best)) { best = order }
    }
    return best
  }

  private func refined(_ start: [UInt64], _ readers: [CellNodes]) -> [UInt64] {
    var colours = start
    var distinct = Self.distinct(colours)
    while distinct < count {
      let old = colours
      for node in operators.indices {
        var from: UInt64 = 0
        var to: UInt64 = 0
        for operand in operands[node] { from &+= mix(old[operand], 1) }
        for reader in readers[node] { to &+= mix(old[reader], 2) }
        colours[node] = (old[node] >> 56) << 56 | mix(mix(old[node], from), to) >> 8
      }
      let found = Self.distinct(colours)
      if found == distinct { break }
      distinct = found
    }
    return colours
  }

  private static func distinct(_ colours: [UInt64]) -> Int {
    var count = 0
    for index in colours.indices where !colours[..<index].contains(colours[index]) { count += 1 }
    return count
  }

  private func reads(before other: CellGraph) -> Bool {
    for node in operators.indices {
      if operators[node].colour != other.operators[node].colour {
        return operators[node].colour < other.operators[node].colour
      }
      if operands[node] != other.operands[node] {
        return operands[node].bits < other.operands[node].bits
      }
    }
    return false
  }
}
