import ComputationGraph
import ModelFormats

/// Puts the nodes of a body in order.
struct TensorFlowOrder {
  private let body: TensorFlowBody

  init(_ body: TensorFlowBody) {
    self.body = body
  }

  /// The nodes that lead to some tensors, operands first. What leads to the way back of a loop comes
  /// after those, so that no part of the loop is lost.
  func operandsFirst(of wanted: [TensorFlowBody.Reference]) throws(GraphError) -> [Int] {
    var order: [Int] = []
    // 0 not met, 1 on the way, 2 done.
    var states = Array(repeating: UInt8(0), count: body.nodes.count)
    var roots = wanted.compactMap { if case .node(let node, _) = $0 { node } else { nil } }
    var next = 0
    while next < roots.count {
      let root = roots[next]
      next += 1
      guard states[root] == 0 else { continue }
      var path: [(node: Int, next: Int)] = [(root, 0)]
      states[root] = 1
      while let top = path.last {
        let operands = body.operands[top.node]
        guard top.next < operands.count else {
          states[top.node] = 2
          order.append(top.node)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        guard case .node(let operand, _) = operands[top.next] else { continue }
        if isWayBack(from: top.node, to: operand) {
          roots.append(operand)
        } else if states[operand] == 0 {
          states[operand] = 1
          path.append((operand, 0))
        } else if states[operand] == 1 {
          let node = body.nodes[operand]
          throw GraphError(.cycle, node: "node \(operand) (\(node.op) \"\(node.name)\")")
        }
      }
    }
    return order
  }

  private func isWayBack(from reader: Int, to operand: Int) -> Bool {
    ["Merge", "RefMerge"].contains(body.nodes[reader].op)
      && ["NextIteration", "RefNextIteration"].contains(body.nodes[operand].op)
  }
}
