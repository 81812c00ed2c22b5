import ByteReading
import ComputationGraph
import RecordStreams

/// A graph's nodes in the order in which a walk in depth from its outputs, along the operands, leaves
/// them: each after its operands, and equal parts in equal order.
struct BackwardWalk {
  /// The nodes.
  private(set) var order: [Int] = []
  /// Where each node stands in the order.
  private var places: [Int]

  init(_ graph: Graph) {
    places = Array(repeating: -1, count: graph.nodes.count)
    for case .node(let node, _) in graph.outputs { walk(from: node, graph) }
    // What leads to no output comes last.
    for node in graph.nodes.indices { walk(from: node, graph) }
  }

  private mutating func walk(from node: Int, _ graph: Graph) {
    guard places[node] < 0 else { return }
    // A node that was entered but not left has the place -2.
    var path = [(node: node, operand: 0)]
    places[node] = -2
    while let (node, operand) = path.last {
      if operand < graph.nodes[node].inputs.count {
        path[path.count - 1].operand += 1
        if case .node(let next, _) = graph.nodes[node].inputs[operand], places[next] == -1 {
          places[next] = -2
          path.append((next, 0))
        }
      } else {
        places[node] = order.count
        order.append(node)
        path.removeLast()
      }
    }
  }

  /// For each place, how bad it is to cut before it: few values should be passed on, and to many
  /// readers, as at the fork where a block begins.
  func cuts(of graph: Graph) -> [Int] {
    var lastReader = Array(repeating: -1, count: order.count)
    var change = Array(repeating: 0, count: order.count + 1)
    for (place, node) in order.enumerated() {
      for case .node(let operand, _) in graph.nodes[node].inputs {
        lastReader[places[operand]] = max(lastReader[places[operand]], place)
        change[places[operand] + 1] -= 1
        change[place + 1] += 1
      }
    }
    for place in order.indices where lastReader[place] > place {
      change[place + 1] += Self.value
      change[lastReader[place] + 1] -= Self.value
    }
    var open = 0
    return change.map { difference in
      open += difference
      return open
    }
  }

  /// What a value weighs beside a reader.
  private static let value = 1 << 32

  /// A number for each node in order, equal for nodes that do the same to operands equally far back.
  func tokens(of graph: Graph) -> [Int] {
    var table = ByteTable()
    return order.enumerated().map { place, node in
      let key = key(of: graph.nodes[node], at: place, in: graph)
      return table.number(of: key.bytes).number
    }
  }

  private func key(of node: Node, at place: Int, in graph: Graph) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    writer.string(node.op)
    for attribute in node.attributes {
      writer.string(attribute.name)
      attribute.value.write(to: &writer)
    }
    for operand in node.inputs {
      switch operand {
      case .absent: writer.null()
      case .input(let index): writer.int(~index)
      case .node(let from, let output): writer.pair(place - places[from], output)
      }
    }
    for use in node.weights {
      writer.int(use.position)
      writer.ints(graph.weights[use.weight].shape ?? [])
    }
    for output in node.outputs {
      if let shape = output.shape { writer.ints(shape) } else { writer.null() }
      writer.string(output.type?.rawValue ?? "")
    }
    writer.endArray()
    return writer.take()
  }
}
