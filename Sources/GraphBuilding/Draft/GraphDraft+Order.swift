import ComputationGraph

extension GraphDraft {
  /// The nodes, operands before the nodes that read them; the file's order if that is one.
  func operandsFirst() throws(GraphError) -> [Int] {
    var producers = Array(repeating: -1, count: values.count)
    for position in nodes.indices {
      for output in nodes[position].outputs where output >= 0 { producers[output] = position }
    }
    let isOrdered = nodes.indices.allSatisfy { position in
      nodes[position].operands.allSatisfy { $0 < 0 || producers[$0] < position }
    }
    if isOrdered { return Array(nodes.indices) }
    return try sorted(producers)
  }

  /// Takes nodes away as soon as everything they read is there.
  private func sorted(_ producers: [Int]) throws(GraphError) -> [Int] {
    var waiting = Array(repeating: 0, count: nodes.count)
    var readers: [[Int]] = Array(repeating: [], count: nodes.count)
    for (position, node) in nodes.enumerated() {
      for operand in node.operands where operand >= 0 && producers[operand] >= 0 {
        waiting[position] += 1
        readers[producers[operand]].append(position)
      }
    }
    var order = nodes.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for reader in readers[order[next]] {
        waiting[reader] -= 1
        if waiting[reader] == 0 { order.append(reader) }
      }
      next += 1
    }
    if order.count < nodes.count, let stuck = cyclic(waiting, producers) {
      throw GraphError(.cycle, node: label(at: stuck))
    }
    return order
  }

  /// A node of a cycle: from any node that still waits, back through nodes that wait too.
  private func cyclic(_ waiting: [Int], _ producers: [Int]) -> Int? {
    guard var node = waiting.firstIndex(where: { $0 > 0 }) else { return nil }
    var isSeen = Array(repeating: false, count: nodes.count)
    while !isSeen[node] {
      isSeen[node] = true
      let from = nodes[node].operands.lazy.filter { $0 >= 0 }.map { producers[$0] }
      guard let previous = from.first(where: { $0 >= 0 && waiting[$0] > 0 }) else { break }
      node = previous
    }
    return node
  }
}
