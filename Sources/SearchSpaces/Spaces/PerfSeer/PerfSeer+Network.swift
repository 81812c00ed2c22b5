extension PerfSeer {
  /// A convolution to 32 channels that halves, four stages that halve, a classifier.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var blocks = PerfSeerBlocks(net)
    var x = blocks.convRelu(net.input, 32, 3, stride: 2)
    for stage in Self.stages(genes) {
      for place in 0..<stage.depth {
        let halves = place == (stage.halvesLast ? stage.depth - 1 : 0)
        x = blocks.add(stage, x, halves: halves)
      }
    }
    net = blocks.net
    net.output = net.classifier(x, task.classes)
  }
}

/// The blocks of the five styles. Every convolution has a bias.
private struct PerfSeerBlocks {
  typealias Tensor = NetworkBuilder.Tensor

  var net: NetworkBuilder

  init(_ net: NetworkBuilder) {
    self.net = net
  }

  mutating func add(_ stage: PerfSeer.Stage, _ x: Tensor, halves: Bool) -> Tensor {
    let stride = halves ? 2 : 1
    let channels = stage.channels
    switch stage.style {
    case .vggnet:
      guard halves, stage.settings.0 == 1 else { return convRelu(x, channels, 3, stride: stride) }
      return net.maxPool(convRelu(x, channels, 3), Window(2, stride: 2, padding: 0))
    case .mobilenet:
      let filtered = convRelu(
        x, net.channels(of: x), 3, stride: stride, groups: net.channels(of: x))
      return convRelu(filtered, channels, 1)
    case .resnext: return bottleneck(stage, x, stride: stride)
    case .googlenet: return inception(x, channels, stride: stride)
    case .densenet:
      let growth = PerfSeer.growths[stage.settings.0]
      if !halves { return dense(x, growth) }
      return stage.halvesLast
        ? transition(dense(x, growth), channels)
        : dense(transition(x, max(8, net.channels(of: x) / 16 * 8)), growth)
    }
  }

  mutating func conv(
    _ x: Tensor, _ channels: Int, _ kernel: Int, stride: Int = 1, groups: Int = 1
  ) -> Tensor {
    let window = Window.same(Window.Pair(kernel), stride: Window.Pair(stride))
    return net.conv(x, channels, window, groups: groups, bias: true)
  }

  mutating func convRelu(
    _ x: Tensor, _ channels: Int, _ kernel: Int, stride: Int = 1, groups: Int = 1
  ) -> Tensor {
    net.relu(net.batchNorm(conv(x, channels, kernel, stride: stride, groups: groups)))
  }

  private mutating func bottleneck(
    _ stage: PerfSeer.Stage, _ x: Tensor, stride: Int
  ) -> Tensor {
    let group = PerfSeer.groups[stage.settings.0]
    let divided = stage.channels / PerfSeer.divisors[stage.settings.1]
    let groups = max(1, (divided + group / 2) / group)
    var y = convRelu(x, groups * group, 1)
    y = convRelu(y, groups * group, 3, stride: stride, groups: groups)
    y = net.batchNorm(conv(y, stage.channels, 1))
    let fits = stride == 1 && net.channels(of: x) == stage.channels
    let shortcut = fits ? x : net.batchNorm(conv(x, stage.channels, 1, stride: stride))
    return net.relu(net.sum(y, shortcut))
  }

  private mutating func inception(_ x: Tensor, _ channels: Int, stride: Int) -> Tensor {
    let parts = [max(1, channels / 4), max(1, channels / 2), max(1, channels / 8)]
    let narrow = (max(8, channels * 3 / 16 / 8 * 8), max(8, channels / 16 / 8 * 8))
    let point = convRelu(x, parts[0], 1, stride: stride)
    let middle = convRelu(convRelu(x, narrow.0, 1), parts[1], 3, stride: stride)
    let wide = convRelu(convRelu(x, narrow.1, 1), parts[2], 5, stride: stride)
    let pooled = net.maxPool(x, .same(3, stride: Window.Pair(stride)))
    let rest = convRelu(pooled, max(1, channels - parts.reduce(0, +)), 1)
    return net.concat([point, middle, wide, rest])
  }

  private mutating func dense(_ x: Tensor, _ growth: Int) -> Tensor {
    var y = conv(net.relu(net.batchNorm(x)), 4 * growth, 1)
    y = conv(net.relu(net.batchNorm(y)), growth, 3)
    return net.concat([x, y])
  }

  private mutating func transition(_ x: Tensor, _ channels: Int) -> Tensor {
    let y = conv(net.relu(net.batchNorm(x)), channels, 1)
    return net.averagePool(y, Window(2, stride: 2, padding: 0))
  }
}
