import ComputationGraph

/// What follows from how GENNAPE's nodes are connected.
struct GENNAPEConnections {
  /// For each node those that it reads, in the order in which TensorFlow made them.
  private(set) var operands: [[Int]]
  /// By how much the batch of what a node computes differs from the network's.
  private(set) var scales: [BatchScale]
  /// Whether what a node computes has lost its height and width.
  private(set) var isFlat: [Bool]

  init(_ graph: GENNAPEGraph) throws(GraphError) {
    operands = Array(repeating: [], count: graph.nodes.count)
    scales = Array(repeating: BatchScale(), count: graph.nodes.count)
    isFlat = Array(repeating: false, count: graph.nodes.count)
    for edge in graph.edges { operands[edge.to].append(edge.from) }
    let numbers = graph.nodes.map(\.runningNumber)
    if !numbers.contains(nil) {
      for index in operands.indices where operands[index].count > 1 {
        operands[index].sort { (numbers[$0] ?? 0, $0) < (numbers[$1] ?? 0, $1) }
      }
    }
    for index in try order(of: graph) { settle(index, graph.nodes[index]) }
  }

  /// The nodes, operands first.
  private func order(of graph: GENNAPEGraph) throws(GraphError) -> [Int] {
    var readers = Array(repeating: [Int](), count: operands.count)
    for edge in graph.edges { readers[edge.from].append(edge.to) }
    let sorted = OperandsFirst(waiting: operands.map(\.count), readers: readers)
    if let stuck = sorted.waiting.firstIndex(where: { $0 > 0 }) {
      throw GraphError(.cycle, node: "node \(stuck) (\"\(graph.nodes[stuck].id)\")")
    }
    return sorted.order
  }

  private mutating func settle(_ index: Int, _ node: GENNAPEGraph.Node) {
    let first = operands[index].first
    scales[index] = first.map { scales[$0] } ?? BatchScale()
    let keepsForm: Bool
    switch GENNAPEOperator(rawValue: node.op) {
    case .matmul:
      isFlat[index] = true
      return
    case .spacetobatchnd: scales[index].multiply(by: node.blocks(padded: true))
    case .batchtospacend: scales[index].divide(by: node.blocks(padded: false))
    default: break
    }
    switch GENNAPEOperator(rawValue: node.op) {
    case .conv, .depthwise, .maxpool, .avgpool, .paddings, .spacetobatchnd, .batchtospacend,
      .spacetodepthnd, .depthtospacend, .input:
      keepsForm = false
    default: keepsForm = true
    }
    isFlat[index] =
      keepsForm && !operands[index].isEmpty && operands[index].allSatisfy { isFlat[$0] }
  }
}

/// By how much a batch was multiplied on its way; unknown where sizes do not divide.
struct BatchScale: Sendable, Equatable {
  private var factor: Int? = 1

  /// The batch that a network's batch has become.
  func applied(to batch: Int) -> Int? {
    factor.flatMap {
      let (product, overflow) = batch.multipliedReportingOverflow(by: $0)
      return overflow ? nil : product
    }
  }

  mutating func multiply(by blocks: Int?) {
    factor = blocks.flatMap { applied(to: $0) }
  }

  mutating func divide(by blocks: Int?) {
    factor = blocks.flatMap { blocks in
      factor.flatMap { $0.isMultiple(of: blocks) ? $0 / blocks : nil }
    }
  }
}

extension GENNAPEGraph.Node {
  /// The number that an id begins with, which grows in the order in which operators were made.
  fileprivate var runningNumber: Int? { Int(id.prefix { $0 != "|" }) }

  /// Into how many blocks a picture is cut, or of how many it is put together, one in the batch
  /// for each.
  fileprivate func blocks(padded: Bool) -> Int? {
    let extra = [metadata?.rowPadding, metadata?.columnPadding].map { pads in
      padded ? Double(pads?.reduce(0, +) ?? 0) : 0
    }
    let sides = [
      padded ? (resolution[0] + extra[0]) / resolution[1] : resolution[1] / resolution[0],
      padded ? (resolution[2] + extra[1]) / resolution[3] : resolution[3] / resolution[2],
    ]
    // What is cropped off again makes the result smaller than its blocks.
    let whole = sides.compactMap { Int(exactly: padded ? $0 : $0.rounded(.up)) }
    guard whole.count == 2, whole.allSatisfy({ 1...64 ~= $0 }) else { return nil }
    return whole[0] * whole[1]
  }
}
