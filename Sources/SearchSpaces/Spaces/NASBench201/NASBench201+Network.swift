extension NASBench201 {
  /// Three stages of five cells at 16, 32 and 64 channels, with a residual block between stages.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    if form == "eagle" { return buildEagles(genes, task, &net) }
    let edges = form == "pruned" ? Self.usedEdges(genes) : Array(0..<6)
    var x = net.convNorm(net.input, 16, .same(3))
    for stage in 0..<3 {
      if stage > 0 { x = Self.reduce(x, 16 << stage, &net) }
      x = net.stack(5, on: x) { Self.addCell(genes, edges, $0, &$1) }
    }
    x = net.relu(net.batchNorm(x))
    net.output = net.classifier(x, task.classes)
  }

  /// The cell as `InferCell` computes it: each node is the sum of its edges.
  private static func addCell(
    _ genes: Genes, _ edges: [Int], _ x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    var nodes: [NetworkBuilder.Tensor?] = [x]
    for node in 1...3 {
      var terms: [NetworkBuilder.Tensor] = []
      for edge in edges where targets[edge] == node {
        guard let source = nodes[sources[edge]] else { continue }
        terms.append(apply(genes[edge], to: source, &net))
      }
      nodes.append(terms.isEmpty ? nil : net.sum(terms))
    }
    // Without any way through, the cell computes zeros.
    return nodes[3] ?? net.add(.times(0), x)
  }

  private static let targets = [1, 2, 2, 3, 3, 3]

  private static func apply(
    _ gene: Int, to x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let channels = net.channels(of: x)
    switch gene {
    case 0: return net.add(.times(0), x)
    case 1: return x
    case 2: return normalised(x, channels, Window(1, padding: 0), &net)
    case 3: return normalised(x, channels, .same(3), &net)
    default: return net.averagePool(x, .same(3))
    }
  }

  private static func normalised(
    _ x: NetworkBuilder.Tensor, _ channels: Int, _ window: Window, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    net.convNorm(net.relu(x), channels, window)
  }

  /// `ResNetBasicblock` with stride 2.
  private static func reduce(
    _ x: NetworkBuilder.Tensor, _ channels: Int, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let first = normalised(x, channels, .same(3, stride: 2), &net)
    let main = normalised(first, channels, .same(3), &net)
    let small = net.averagePool(x, Window(2, stride: 2, padding: 0))
    return net.sum(net.conv(small, channels, Window(1, padding: 0)), main)
  }

  /// The edges that carry something from the input to the output, zeros and what only they feed
  /// aside.
  private static func usedEdges(_ genes: Genes) -> [Int] {
    var isReached = [true, false, false, false]
    for edge in 0..<6 where genes[edge] != 0 && isReached[sources[edge]] {
      isReached[targets[edge]] = true
    }
    var isUsed = [false, false, false, true]
    for edge in (0..<6).reversed() where genes[edge] != 0 && isUsed[targets[edge]] {
      isUsed[sources[edge]] = true
    }
    return (0..<6).filter {
      genes[$0] != 0 && isReached[sources[$0]] && isUsed[targets[$0]]
    }
  }

  // MARK: Eagle's network

  private func buildEagles(_ genes: Genes, _ task: NetworkTask, _ net: inout NetworkBuilder) {
    let cell = cell(of: genes, as: "pruned")
    var x = net.relu(net.conv(net.input, 16, .same(3)))
    for stage in 0..<3 {
      if stage > 0 { x = Self.reduceEagles(x, 16 << stage, &net) }
      x = net.stack(5, on: x) { Self.addEagles(cell, $0, &$1) }
    }
    net.output = net.classifier(x, task.classes)
  }

  /// The pruned cell: a node sums up what it reads and applies its operator.
  private static func addEagles(
    _ cell: CellGraph, _ x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    guard cell.count > 0 else { return net.add(.times(0), x) }
    var nodes = [x]
    for node in 1..<cell.count {
      let sum = net.sum(cell.nodes[node].operands.map { nodes[$0] })
      let channels = net.channels(of: x)
      switch cell.nodes[node].op.label {
      case "nor_conv_1x1": nodes.append(net.relu(net.conv(sum, channels, Window(1, padding: 0))))
      case "nor_conv_3x3": nodes.append(net.relu(net.conv(sum, channels, .same(3))))
      case "avg_pool_3x3": nodes.append(net.averagePool(sum, .same(3)))
      default: nodes.append(sum)
      }
    }
    return nodes[cell.count - 1]
  }

  private static func reduceEagles(
    _ x: NetworkBuilder.Tensor, _ channels: Int, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    // TensorFlow's SAME padding at stride 2 of an even size is behind only.
    let down = Window(3, stride: 2, before: 0, after: 1)
    let main = net.conv(net.conv(x, channels, down), channels, .same(3))
    let small = net.averagePool(x, Window(2, stride: 2, padding: 0))
    return net.sum(main, net.conv(small, channels, Window(1, padding: 0)))
  }
}
