/// MobileNetV2 with other depths, channels, kernels and expansions.
///
/// Reference: Sandler and others, "MobileNetV2", CVPR 2018, as torchvision builds it.
package struct MobileNetV2Family: VariedFamily {
  /// The name in records.
  package let name = "nnlqp-mobilenetv2"
  /// What it is.
  package let summary = "MobileNetV2 with varied depths, channels, kernels and expansions"
  /// Seven stages; the channels of the stem and of the head come after the stages'.
  package let plan = stages.plan(others: 2)

  private static let stages = BlockStages([
    .init(16, depth: 1, stride: 1, expansion: 1), .init(24, depth: 2, stride: 2),
    .init(32, depth: 3, stride: 2), .init(64, depth: 4, stride: 2),
    .init(96, depth: 3, stride: 1), .init(160, depth: 3, stride: 2),
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
      net.input, choices.channels(7, of: 32), .same(3, stride: 2), .relu6)
    x = Self.stages.add(x, choices, to: &net) { _, _ in }
    x = net.convNorm(x, choices.channels(8, of: 1280), Window(1, padding: 0), .relu6)
    net.output = net.classifier(x, task.classes)
  }
}
