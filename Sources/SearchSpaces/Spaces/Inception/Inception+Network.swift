extension Inception {
  /// A convolution, four stages, one more convolution, a classifier.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.relu6(net.biasedNorm(net.input, 32, 3))
    for (stage, channels) in zip(Self.checked(genes), Self.channels) {
      for block in 0..<stage.blocks {
        x = Self.add(stage, x, channels, halves: block == 0 && channels > 32, &net)
      }
    }
    x = net.relu6(net.biasedNorm(x, 512, 3))
    net.output = net.droppingClassifier(x, task.classes)
  }

  /// The chains side by side, a projection if they are not of the stage's channels, and the input
  /// where it fits.
  private static func add(
    _ stage: Stage, _ x: NetworkBuilder.Tensor, _ channels: Int, halves: Bool,
    _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    var ends: [NetworkBuilder.Tensor] = []
    for chain in stage.chains { ends.append(add(chain, x, halves: halves, &net)) }
    var y = net.concat(ends)
    if net.channels(of: y) != channels { y = net.biasedNorm(y, channels, 1) }
    return net.shape(of: x) == net.shape(of: y) ? net.sum(y, x) : y
  }

  /// The first operator that can takes the inner channels, the last one those of the end; the first
  /// convolution halves.
  private static func add(
    _ chain: Chain, _ x: NetworkBuilder.Tensor, halves: Bool, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let first = chain.operators.firstIndex { $0 < changing }
    let last = chain.operators.lastIndex { $0 < changing }
    let halving = halves ? chain.operators.firstIndex { $0 < convolutions } : nil
    var y = x
    for (place, gene) in chain.operators.enumerated() {
      var channels = net.channels(of: y)
      if place == first { channels = chain.inside }
      if place == last { channels = chain.end }
      y = apply(gene, y, channels, stride: place == halving ? 2 : 1, &net)
    }
    return y
  }

  private static func apply(
    _ gene: Int, _ x: NetworkBuilder.Tensor, _ channels: Int, stride: Int,
    _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let size = gene % 2 == 0 ? 3 : 5
    switch gene {
    case 0, 1:
      return net.relu6(
        net.biasedNorm(x, channels, Window.Pair(size), stride: Window.Pair(stride)))
    case 2, 3:
      let row = net.biasedNorm(
        x, channels, Window.Pair(1, size), stride: Window.Pair(1, stride))
      return net.relu6(
        net.biasedNorm(
          net.relu6(row), channels, Window.Pair(size, 1), stride: Window.Pair(stride, 1)))
    case 4, 5: return net.relu6(parallel(x, channels, size, stride: stride, &net))
    case 6, 7:
      var y = x
      if net.channels(of: x) != channels {
        y = net.conv(x, channels, Window(1, padding: 0))
      }
      let window = net.tensorFlowWindow(y, Window.Pair(size), stride: Window.Pair(stride))
      return net.relu6(net.batchNorm(net.depthwise(y, window, bias: true)))
    case 8: return net.relu6(net.biasedNorm(x, channels, 1))
    case 9:
      let first = net.relu6(net.biasedNorm(x, channels, 1))
      return net.relu6(net.biasedNorm(first, channels, 1, stride: Window.Pair(stride)))
    case 10: return net.batchNorm(net.averagePool(x, net.tensorFlowWindow(x, 3)))
    default: return net.batchNorm(net.maxPool(x, net.tensorFlowWindow(x, 3)))
    }
  }

  /// A row and a column side by side, half of the channels each. Where they halve the picture, each
  /// is followed by the other, and each convolution halves along its own direction.
  private static func parallel(
    _ x: NetworkBuilder.Tensor, _ channels: Int, _ size: Int, stride: Int,
    _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let row = (kernel: Window.Pair(1, size), stride: Window.Pair(1, stride))
    let column = (kernel: Window.Pair(size, 1), stride: Window.Pair(stride, 1))
    let branches = [(row, column, channels / 2), (column, row, channels - channels / 2)]
    let ends = branches.map { first, second, count in
      let y = net.biasedNorm(x, count, first.kernel, stride: first.stride)
      return stride == 1 ? y : net.biasedNorm(y, count, second.kernel, stride: second.stride)
    }
    return net.concat(ends)
  }
}

extension NetworkBuilder {
  /// A convolution with a bias and a batch normalisation, padded as TensorFlow does.
  fileprivate mutating func biasedNorm(
    _ x: Tensor, _ channels: Int, _ kernel: Window.Pair, stride: Window.Pair = 1
  ) -> Tensor {
    batchNorm(conv(x, channels, tensorFlowWindow(x, kernel, stride: stride), bias: true))
  }
}
