/// MnasNet-B1 at width 1 with other depths, channels, kernels and expansions.
///
/// Reference: Tan and others, "MnasNet", CVPR 2019, as torchvision builds it.
package struct MnasNetFamily: VariedFamily {
  /// The name in records.
  package let name = "nnlqp-mnasnet"
  /// What it is.
  package let summary = "MnasNet with varied depths, channels, kernels and expansions"
  /// Six stages; the channels of the stem, the separable convolution and the head come after the
  /// stages'.
  package let plan = stages.plan(others: 3)

  private static let stages = BlockStages([
    .init(24, depth: 3, stride: 2, expansion: 3),
    .init(40, depth: 3, stride: 2, kernel: 5, expansion: 3),
    .init(80, depth: 3, stride: 2, kernel: 5), .init(96, depth: 2, stride: 1),
    .init(192, depth: 4, stride: 2, kernel: 5), .init(320, depth: 1, stride: 1),
  ])

  /// The space.
  package init() {}

  /// Blocks beyond a stage's depth do not matter.
  package func settle(_ choices: inout FamilyChoices) { Self.stages.settle(&choices) }

  /// Writes the network.
  package func build(
    _ choices: FamilyChoices, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    let point = Window(1, padding: 0)
    var x = net.convNorm(net.input, choices.channels(6, of: 32), .same(3, stride: 2), .relu)
    x = net.depthwiseNorm(x, .same(3), .relu)
    x = net.convNorm(x, choices.channels(7, of: 16), point)
    x = Self.stages.add(x, choices, to: &net) { block, _ in
      block.activation = .relu
      block.alwaysWidens = true
    }
    x = net.convNorm(x, choices.channels(8, of: 1280), point, .relu)
    net.output = net.linear(net.add(.spatialMean(keeps: false), x), task.classes)
  }
}
