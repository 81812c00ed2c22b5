/// Stages of inverted residuals, of which depth, channels, kernels and expansions vary.
///
/// Kernels and expansions have a place for each block that a stage can have.
struct BlockStages: Sendable {
  /// One stage of the original.
  struct Stage: Sendable {
    let channels: Int
    let depth: Int
    let stride: Int
    let kernel: Int
    let expansion: Int

    init(_ channels: Int, depth: Int, stride: Int, kernel: Int = 3, expansion: Int = 6) {
      self.channels = channels
      self.depth = depth
      self.stride = stride
      self.kernel = kernel
      self.expansion = expansion
    }
  }

  let stages: [Stage]

  init(_ stages: [Stage]) {
    self.stages = stages
  }

  private static let expansions = [1, 2, 3, 4, 6, 8]

  /// What varies, with the channels of so many layers before and after the stages.
  func plan(others: Int) -> FamilyPlan {
    let blocks = stages.flatMap { Array(repeating: $0, count: $0.depth + 1) }
    return FamilyPlan().depths(stages.map(\.depth)).channels(stages.count + others)
      .kernels(blocks.map(\.kernel))
      .choosing("e", blocks.map { FamilyPlan.Choice($0.expansion, of: Self.expansions) })
  }

  private func start(of stage: Int) -> Int {
    stages[..<stage].reduce(0) { $0 + $1.depth + 1 }
  }

  /// Blocks beyond a stage's depth do not matter.
  func settle(_ choices: inout FamilyChoices) {
    for stage in stages.indices {
      let start = start(of: stage)
      choices.reset(
        ["k", "e"], (start + choices["d", stage])..<(start + stages[stage].depth + 1))
    }
  }

  /// Adds all blocks; `shape` completes each of them, given the channels of its input.
  func add(
    _ x: NetworkBuilder.Tensor, _ choices: FamilyChoices, to net: inout NetworkBuilder,
    _ shape: (inout InvertedResidual, Int) -> Void
  ) -> NetworkBuilder.Tensor {
    var x = x
    for (number, stage) in stages.enumerated() {
      let channels = choices.channels(number, of: stage.channels)
      let start = start(of: number)
      for place in 0..<choices["d", number] {
        let before = net.channels(of: x)
        var block = InvertedResidual(
          hidden: before * choices["e", start + place], channels: channels,
          kernel: choices["k", start + place], stride: place == 0 ? stage.stride : 1)
        shape(&block, before)
        x = block(x, &net)
      }
    }
    return x
  }
}
