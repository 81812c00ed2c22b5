/// Nodes in an order in which operands come before the nodes that read them: a node is taken away as
/// soon as everything that it reads is (Kahn, CACM 1962).
struct OperandsFirst {
  /// The nodes; without those of a cycle, and those that wait for them.
  private(set) var order: [Int]
  /// How many operands each node still waits for.
  private(set) var waiting: [Int]

  /// Orders nodes, the first that wait for nothing first.
  ///
  /// - Parameters:
  ///   - waiting: How many operands each node has; one that it reads twice counts twice.
  ///   - readers: The nodes that read each node, as often as they do.
  init(waiting: [Int], readers: [[Int]]) {
    self.waiting = waiting
    order = waiting.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for reader in readers[order[next]] {
        self.waiting[reader] -= 1
        if self.waiting[reader] == 0 { order.append(reader) }
      }
      next += 1
    }
  }
}
