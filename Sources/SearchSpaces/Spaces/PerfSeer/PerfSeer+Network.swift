extension PerfSeer {
  /// A convolution to 32 channels that halves, four stages that halve, a classifier.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.biasedConvRelu(net.input, 32, 3, stride: 2)
    for stage in Self.stages(genes) {
      for place in 0..<stage.depth {
        let halves = place == (stage.halvesLast ? stage.depth - 1 : 0)
        x = net.addBlock(of: stage, x, halves: halves)
      }
    }
    net.output = net.classifier(x, task.classes)
  }
}

/// The blocks of the five styles. Every convolution has a bias.
extension NetworkBuilder {
  fileprivate mutating func addBlock(
    of stage: PerfSeer.Stage, _ x: Tensor, halves: Bool
  ) -> Tensor {
    let stride = halves ? 2 : 1
    let width = stage.channels
    switch stage.style {
    case .vggnet:
      guard halves, stage.settings.0 == 1 else {
        return biasedConvRelu(x, width, 3, stride: stride)
      }
      return maxPool(biasedConvRelu(x, width, 3), Window(2, stride: 2, padding: 0))
    case .mobilenet:
      let filtered = biasedConvRelu(
        x, channels(of: x), 3, stride: stride, groups: channels(of: x))
      return biasedConvRelu(filtered, width, 1)
    case .resnext: return bottleneck(stage, x, stride: stride)
    case .googlenet: return inception(x, width, stride: stride)
    case .densenet:
      let growth = PerfSeer.growths[stage.settings.0]
      if !halves { return dense(x, growth) }
      return stage.halvesLast
        ? transition(dense(x, growth), width)
        : dense(transition(x, max(8, channels(of: x) / 16 * 8)), growth)
    }
  }

  fileprivate mutating func biasedConv(
    _ x: Tensor, _ channels: Int, _ kernel: Int, stride: Int = 1, groups: Int = 1
  ) -> Tensor {
    let window = Window.same(Window.Pair(kernel), stride: Window.Pair(stride))
    return conv(x, channels, window, groups: groups, bias: true)
  }

  fileprivate mutating func biasedConvRelu(
    _ x: Tensor, _ channels: Int, _ kernel: Int, stride: Int = 1, groups: Int = 1
  ) -> Tensor {
    relu(batchNorm(biasedConv(x, channels, kernel, stride: stride, groups: groups)))
  }

  fileprivate mutating func bottleneck(
    _ stage: PerfSeer.Stage, _ x: Tensor, stride: Int
  ) -> Tensor {
    let group = PerfSeer.groups[stage.settings.0]
    let divided = stage.channels / PerfSeer.divisors[stage.settings.1]
    let groups = max(1, (divided + group / 2) / group)
    var y = biasedConvRelu(x, groups * group, 1)
    y = biasedConvRelu(y, groups * group, 3, stride: stride, groups: groups)
    y = batchNorm(biasedConv(y, stage.channels, 1))
    let fits = stride == 1 && channels(of: x) == stage.channels
    let shortcut = fits ? x : batchNorm(biasedConv(x, stage.channels, 1, stride: stride))
    return relu(sum(y, shortcut))
  }

  fileprivate mutating func inception(_ x: Tensor, _ channels: Int, stride: Int) -> Tensor {
    let parts = [max(1, channels / 4), max(1, channels / 2), max(1, channels / 8)]
    let narrow = (max(8, channels * 3 / 16 / 8 * 8), max(8, channels / 16 / 8 * 8))
    let point = biasedConvRelu(x, parts[0], 1, stride: stride)
    let middle = biasedConvRelu(biasedConvRelu(x, narrow.0, 1), parts[1], 3, stride: stride)
    let wide = biasedConvRelu(biasedConvRelu(x, narrow.1, 1), parts[2], 5, stride: stride)
    let pooled = maxPool(x, .same(3, stride: Window.Pair(stride)))
    let rest = biasedConvRelu(pooled, max(1, channels - parts.reduce(0, +)), 1)
    return concat([point, middle, wide, rest])
  }

  fileprivate mutating func dense(_ x: Tensor, _ growth: Int) -> Tensor {
    var y = biasedConv(relu(batchNorm(x)), 4 * growth, 1)
    y = biasedConv(relu(batchNorm(y)), growth, 3)
    return concat([x, y])
  }

  fileprivate mutating func transition(_ x: Tensor, _ channels: Int) -> Tensor {
    let y = biasedConv(relu(batchNorm(x)), channels, 1)
    return averagePool(y, Window(2, stride: 2, padding: 0))
  }
}
