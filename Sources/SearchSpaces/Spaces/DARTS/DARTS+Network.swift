extension DARTS {
  private struct Plan {
    let channels: Int
    let cells: Int
  }

  /// `NetworkCIFAR` or `NetworkImageNet` of DARTS, without the auxiliary head.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    let isLarge = task.name == "imagenet"
    let plan =
      form == "proxy"
      ? Plan(channels: 32, cells: 8)
      : isLarge ? Plan(channels: 48, cells: 14) : Plan(channels: 36, cells: 20)
    var states: [NetworkBuilder.Tensor]
    if isLarge {
      let half = net.relu(net.convNorm(net.input, plan.channels / 2, .same(3, stride: 2)))
      let first = net.convNorm(half, plan.channels, .same(3, stride: 2))
      states = [first, net.convNorm(net.relu(first), plan.channels, .same(3, stride: 2))]
    } else {
      let stem = net.convNorm(net.input, plan.channels * 3, .same(3))
      states = [stem, stem]
    }
    var channels = plan.channels
    var wasReduced = isLarge
    for position in 0..<plan.cells {
      let reduces = position == plan.cells / 3 || position == 2 * plan.cells / 3
      if reduces { channels *= 2 }
      let cell = Array(reduces ? genes.dropFirst(Self.cellSize) : genes.prefix(Self.cellSize))
      let block = DARTSBlock(channels: channels, reduces: reduces)
      let first =
        wasReduced
        ? block.halve(states[0], &net) : block.project(states[0], &net)
      let result = block.add(cell, [first, block.project(states[1], &net)], &net)
      states = [states[1], result]
      wasReduced = reduces
    }
    net.output = net.classifier(states[1], task.classes)
  }
}

/// One cell of the whole network.
private struct DARTSBlock {
  let channels: Int
  let reduces: Bool

  private static let one = Window(1, padding: 0)

  func project(
    _ x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    net.convNorm(net.relu(x), channels, Self.one)
  }

  /// `FactorizedReduce`: half of the channels from every second position, half from those between.
  func halve(
    _ x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let window = Window(1, stride: 2, padding: 0)
    let active = net.relu(x)
    let shape = net.shape(of: x)
    let lower = net.add(.slice(axis: 2, from: 1, to: shape[2]), active)
    let shifted = net.add(.slice(axis: 3, from: 1, to: shape[3]), lower)
    let halves = [
      net.conv(active, channels / 2, window),
      net.conv(shifted, channels - channels / 2, window),
    ]
    return net.batchNorm(net.concat(halves))
  }

  func add(
    _ genes: [Int], _ inputs: [NetworkBuilder.Tensor], _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    var states = inputs
    for node in 0..<4 {
      let pair = [0, 2].map { side in
        let source = genes[node * 4 + side + 1]
        return apply(
          DARTS.operators[genes[node * 4 + side]], states[source],
          stride: reduces && source < 2 ? 2 : 1, &net)
      }
      states.append(net.sum(pair[0], pair[1]))
    }
    return net.concat((0..<4).filter { genes[16] >> $0 & 1 == 1 }.map { states[$0 + 2] })
  }

  private func apply(
    _ op: String, _ x: NetworkBuilder.Tensor, stride: Int, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let step = Window.Pair(stride)
    switch op {
    case "max_pool_3x3": return net.maxPool(x, .same(3, stride: step))
    case "avg_pool_3x3": return net.averagePool(x, .same(3, stride: step))
    case "skip_connect": return stride == 1 ? x : halve(x, &net)
    case "sep_conv_3x3": return separate(separate(x, .same(3, stride: step), &net), .same(3), &net)
    case "sep_conv_5x5": return separate(separate(x, .same(5, stride: step), &net), .same(5), &net)
    case "dil_conv_3x3": return separate(x, .same(3, stride: step, dilation: 2), &net)
    case "dil_conv_5x5": return separate(x, .same(5, stride: step, dilation: 2), &net)
    default:
      let small = stride == 1 ? x : net.maxPool(x, Window(1, stride: step, padding: 0))
      return net.add(.times(0), small)
    }
  }

  private func separate(
    _ x: NetworkBuilder.Tensor, _ window: Window, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    net.convNorm(net.depthwise(net.relu(x), window), channels, Self.one)
  }
}
