/// MobileNetV3-Small with other depths, channels, kernels and expansions.
///
/// Reference: Howard and others, "Searching for MobileNetV3", ICCV 2019, as torchvision builds it.
package struct MobileNetV3Family: VariedFamily {
  /// The name in records.
  package let name = "nnlqp-mobilenetv3"
  /// What it is.
  package let summary = "MobileNetV3-Small with varied depths, channels, kernels and expansions"
  /// Five depths; the stem, five stages and two layers of the head; the kernel of each block, and
  /// the channels inside it as a share of the original's.
  package let plan = FamilyPlan().depths(depths, more: 0).channels(8)
    .kernels(blocks.map(\.kernel))
    .choosing("e", blocks.map { _ in FamilyPlan.Choice(100, of: FamilyPlan.shares) })

  private static let depths = [1, 2, 3, 2, 3]
  private static let channels = [16, 24, 40, 48, 96]
  private static let strides = [2, 2, 2, 1, 2]
  private static let blocks: [(kernel: Int, hidden: Int)] = [
    (3, 16), (3, 72), (3, 88), (5, 96), (5, 240), (5, 240), (5, 120), (5, 144), (5, 288),
    (5, 576), (5, 576),
  ]

  /// The space.
  package init() {}

  private static func start(of stage: Int) -> Int { depths[..<stage].reduce(0, +) }

  /// Blocks beyond a stage's depth do not matter.
  package func settle(_ choices: inout FamilyChoices) {
    for stage in Self.depths.indices {
      let start = Self.start(of: stage)
      choices.reset(["k", "e"], (start + choices["d", stage])..<(start + Self.depths[stage]))
    }
  }

  /// Writes the network.
  package func build(
    _ choices: FamilyChoices, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.convNorm(
      net.input, choices.channels(0, of: 16), .same(3, stride: 2), .hardSwish)
    for stage in Self.depths.indices {
      for place in 0..<choices["d", stage] {
        let number = Self.start(of: stage) + place
        let hidden = max(1, Self.blocks[number].hidden * choices["e", number] / 100)
        let block = InvertedResidual(
          hidden: hidden, channels: choices.channels(1 + stage, of: Self.channels[stage]),
          kernel: choices["k", number], stride: place == 0 ? Self.strides[stage] : 1,
          activation: stage < 2 ? .relu : .hardSwish,
          squeeze: stage == 1 ? nil : madeDivisible(Double(hidden / 4)))
        x = block(x, &net)
      }
    }
    x = net.convNorm(x, choices.channels(6, of: 576), Window(1, padding: 0), .hardSwish)
    let flat = net.flatten(net.globalAveragePool(x))
    let hidden = net.activate(net.linear(flat, choices.channels(7, of: 1024)), .hardSwish)
    net.output = net.linear(hidden, task.classes)
  }
}
