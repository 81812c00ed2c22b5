import ComputationGraph

extension Blueprint {
  /// The nodes, operands before the nodes that read them; the file's order if that is one.
  func operandsFirst(_ lexicon: Lexicon) throws(GraphError) -> [Int] {
    var producers = Array(repeating: -1, count: values.count)
    var all = producers.mutableSpan
    for node in nodes.indices {
      for index in resultRange(of: node) where results[index] >= 0 {
        all[Int(results[index])] = node
      }
    }
    var isOrdered = true
    for node in nodes.indices {
      for index in operandRange(of: node) where operands[index] >= 0 {
        isOrdered = isOrdered && producers[Int(operands[index])] < node
      }
    }
    return isOrdered ? Array(nodes.indices) : try sorted(producers, lexicon)
  }

  /// The nodes in another order than the file's.
  private func sorted(_ producers: [Int], _ lexicon: Lexicon) throws(GraphError) -> [Int] {
    var waiting = Array(repeating: 0, count: nodes.count)
    var readers: [[Int]] = Array(repeating: [], count: nodes.count)
    for node in nodes.indices {
      for producer in self.producers(of: node, producers) {
        waiting[node] += 1
        readers[producer].append(node)
      }
    }
    let sorted = OperandsFirst(waiting: waiting, readers: readers)
    if sorted.order.count < nodes.count, let stuck = cyclic(sorted.waiting, producers) {
      throw GraphError(.cycle, node: label(of: stuck, lexicon))
    }
    return sorted.order
  }

  /// The nodes that a node reads from.
  private func producers(of node: Int, _ producers: [Int]) -> [Int] {
    operands[operandRange(of: node)].compactMap { operand in
      operand >= 0 && producers[Int(operand)] >= 0 ? producers[Int(operand)] : nil
    }
  }

  /// A node of a cycle: from any node that still waits, back through nodes that wait too.
  private func cyclic(_ waiting: [Int], _ producers: [Int]) -> Int? {
    guard var node = waiting.firstIndex(where: { $0 > 0 }) else { return nil }
    var isSeen = Array(repeating: false, count: nodes.count)
    while !isSeen[node] {
      isSeen[node] = true
      let from = self.producers(of: node, producers)
      guard let previous = from.first(where: { waiting[$0] > 0 }) else { break }
      node = previous
    }
    return node
  }
}
