extension TwoPath {
  /// Two convolutions, the two paths side by side, one more convolution, a classifier.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.relu6(net.tensorFlowConvNorm(net.input, 32, 3))
    x = net.relu6(net.tensorFlowConvNorm(x, 32, 3, stride: 2))
    let ends = Self.paths(genes).map { path in
      var y = x
      for (place, block) in path.blocks.enumerated() {
        y = Self.add(block, y, halves: path.reducing.contains(place), &net)
      }
      return y
    }
    let joined = net.relu6(net.tensorFlowConvNorm(net.concat(ends), 512, 3))
    net.output = net.droppingClassifier(joined, task.classes)
  }

  /// The first convolution halves; the input is added where the shape stays.
  private static func add(
    _ block: [Int], _ x: NetworkBuilder.Tensor, halves: Bool, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    var y = x
    var mustHalve = halves
    for gene in block {
      let step = mustHalve && gene < convolutions
      if step { mustHalve = false }
      let channels = net.channels(of: y)
      y = apply(gene, y, step ? channels * 2 : channels, stride: step ? 2 : 1, &net)
    }
    return net.shape(of: x) == net.shape(of: y) ? net.sum(y, x) : y
  }

  private static func apply(
    _ gene: Int, _ x: NetworkBuilder.Tensor, _ channels: Int, stride: Int,
    _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let before = net.channels(of: x)
    let step = Window.Pair(stride)
    switch gene {
    case 0, 1:
      let kernel: Window.Pair = gene == 0 ? 3 : 5
      return net.relu6(net.tensorFlowConvNorm(x, channels, kernel, stride: step))
    case 2:
      let first = net.relu6(net.tensorFlowConvNorm(x, before, 3, stride: step))
      return net.relu6(net.tensorFlowConvNorm(first, channels, 3))
    case 3: return bottleneck(x, before / 2, channels, 3, step, &net)
    case 4: return bottleneck(x, before / 4, channels, 3, step, &net)
    case 5: return bottleneck(x, before * 2, channels, 3, step, &net)
    case 6, 7:
      let size = gene == 6 ? 3 : 5
      let row = net.tensorFlowConvNorm(x, channels, Window.Pair(1, size), stride: step)
      return net.relu6(
        net.tensorFlowConvNorm(net.relu6(row), channels, Window.Pair(size, 1)))
    case 8: return net.relu6(net.tensorFlowConvNorm(x, channels, 1))
    case 9: return bottleneck(x, before / 2, channels, 1, step, &net)
    case 10: return bottleneck(x, before * 2, channels, 1, step, &net)
    case 11: return net.batchNorm(net.averagePool(x, net.tensorFlowWindow(x, 3)))
    default: return net.batchNorm(net.maxPool(x, net.tensorFlowWindow(x, 3)))
    }
  }

  /// Two convolutions without an activation.
  private static func bottleneck(
    _ x: NetworkBuilder.Tensor, _ middle: Int, _ channels: Int, _ kernel: Window.Pair,
    _ stride: Window.Pair, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let first = net.tensorFlowConvNorm(x, middle, kernel, stride: stride)
    return net.tensorFlowConvNorm(first, channels, kernel)
  }
}
