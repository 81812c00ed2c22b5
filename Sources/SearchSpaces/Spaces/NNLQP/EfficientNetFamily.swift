/// EfficientNet-B0 with other depths, channels, kernels and expansions.
///
/// Reference: Tan, Le, "EfficientNet", ICML 2019, as torchvision builds it.
package struct EfficientNetFamily: VariedFamily {
  /// The name in records.
  package let name = "nnlqp-efficientnet"
  /// What it is.
  package let summary = "EfficientNet-B0 with varied depths, channels, kernels and expansions"
  /// Seven stages; the channels of the stem and of the head come after the stages'.
  package let plan = stages.plan(others: 2)

  private static let stages = BlockStages([
    .init(16, depth: 1, stride: 1, expansion: 1), .init(24, depth: 2, stride: 2),
    .init(40, depth: 2, stride: 2, kernel: 5), .init(80, depth: 3, stride: 2),
    .init(112, depth: 3, stride: 1, kernel: 5), .init(192, depth: 4, stride: 2, kernel: 5),
    .init(320, depth: 1, stride: 1),
  ])

  /// The space.
  package init() {}

  /// Blocks beyond a stage's depth do not matter.
  package func settle(_ choices: inout FamilyChoices) { Self.stages.settle(&choices) }

  /// Writes the network.
  package func build(
    _ choices: FamilyChoices, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.convNorm(
      net.input, choices.channels(7, of: 32), .same(3, stride: 2), .swish)
    x = Self.stages.add(x, choices, to: &net) { block, before in
      block.activation = .swish
      block.isSmooth = true
      block.squeeze = max(1, before / 4)
    }
    x = net.convNorm(x, choices.channels(8, of: 1280), Window(1, padding: 0), .swish)
    net.output = net.classifier(x, task.classes)
  }
}
