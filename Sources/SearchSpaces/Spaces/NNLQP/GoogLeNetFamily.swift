/// GoogLeNet with other channels and kernels.
///
/// Reference: Szegedy and others, "Going Deeper with Convolutions", CVPR 2015, as torchvision builds
/// it: batch normalisation, a kernel of 3 where the paper has 5, no auxiliary classifiers.
package struct GoogLeNetFamily: VariedFamily {
  /// The name in records.
  package let name = "nnlqp-googlenet"
  /// What it is.
  package let summary = "GoogLeNet with varied channels and kernels"
  /// Three convolutions of the stem and six of each of nine modules; two kernels of each.
  package let plan = FamilyPlan().channels(3 + 9 * 6)
    .kernels([7, 3] + Array(repeating: 3, count: 18))

  /// The channels of the modules: 1×1; 3×3 reduced and whole; 5×5 reduced and whole; pool.
  private static let modules = [
    [64, 96, 128, 16, 32, 32], [128, 128, 192, 32, 96, 64],
    [192, 96, 208, 16, 48, 64], [160, 112, 224, 24, 64, 64], [128, 128, 256, 24, 64, 64],
    [112, 144, 288, 32, 64, 64], [256, 160, 320, 32, 128, 128],
    [256, 160, 320, 32, 128, 128], [384, 192, 384, 48, 128, 128],
  ]

  /// The space.
  package init() {}

  /// Writes the network.
  package func build(
    _ choices: FamilyChoices, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    let point = Window(1, padding: 0)
    let pool = Window(3, stride: 2, padding: 0, roundsUp: true)
    let stem = Window.same(Window.Pair(choices["k", 0]), stride: 2)
    var x = net.convNorm(net.input, choices.channels(0, of: 64), stem, .relu)
    x = net.convNorm(net.maxPool(x, pool), choices.channels(1, of: 64), point, .relu)
    let second = Window.same(Window.Pair(choices["k", 1]))
    x = net.maxPool(net.convNorm(x, choices.channels(2, of: 192), second, .relu), pool)
    for module in Self.modules.indices {
      if module == 2 { x = net.maxPool(x, pool) }
      if module == 7 { x = net.maxPool(x, Window(2, stride: 2, padding: 0, roundsUp: true)) }
      x = Self.add(module, x, choices, &net)
    }
    net.output = net.classifier(x, task.classes)
  }

  private static func add(
    _ module: Int, _ x: NetworkBuilder.Tensor, _ choices: FamilyChoices,
    _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let channels = modules[module].enumerated().map {
      choices.channels(3 + 6 * module + $0, of: $1)
    }
    let point = Window(1, padding: 0)
    let kernels = [2, 3].map { Window.same(Window.Pair(choices["k", 2 * module + $0])) }
    let first = net.convNorm(x, channels[0], point, .relu)
    let second = net.convNorm(
      net.convNorm(x, channels[1], point, .relu), channels[2], kernels[0], .relu)
    let third = net.convNorm(
      net.convNorm(x, channels[3], point, .relu), channels[4], kernels[1], .relu)
    let pooled = net.maxPool(x, Window(3, padding: 1, roundsUp: true))
    return net.concat([first, second, third, net.convNorm(pooled, channels[5], point, .relu)])
  }
}
