/// ResNet-18 with other depths, channels and kernels.
///
/// Reference: He and others, "Deep Residual Learning", CVPR 2016, as torchvision builds it.
package struct ResNetFamily: VariedFamily {
  /// The name in records.
  package let name = "nnlqp-resnet18"
  /// What it is.
  package let summary = "ResNet-18 with varied depths, channels and kernels"
  /// Four depths; the stem, four stages and the inside of three blocks of each; the stem's kernel
  /// and two a block.
  package let plan = FamilyPlan().depths([2, 2, 2, 2]).channels(5 + 12)
    .kernels([7] + Array(repeating: 3, count: 24), of: [3, 5, 7, 9])

  /// The space.
  package init() {}

  /// Blocks beyond a stage's depth do not matter.
  package func settle(_ choices: inout FamilyChoices) {
    for stage in 0..<4 {
      let missing = (3 * stage + choices["d", stage])..<(3 * stage + 3)
      choices.reset(["c"], (5 + missing.lowerBound)..<(5 + missing.upperBound))
      choices.reset(["k"], (1 + 2 * missing.lowerBound)..<(1 + 2 * missing.upperBound))
    }
  }

  /// Writes the network.
  package func build(
    _ choices: FamilyChoices, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    let stem = Window.same(Window.Pair(choices["k", 0]), stride: 2)
    var x = net.convNorm(net.input, choices.channels(0, of: 64), stem, .relu)
    x = net.maxPool(x, .same(3, stride: 2))
    for stage in 0..<4 {
      let original = 64 << stage
      let channels = choices.channels(1 + stage, of: original)
      for place in 0..<choices["d", stage] {
        let block = 3 * stage + place
        let stride: Window.Pair = place == 0 && stage > 0 ? 2 : 1
        let first = Window.same(Window.Pair(choices["k", 1 + 2 * block]), stride: stride)
        let second = Window.same(Window.Pair(choices["k", 2 + 2 * block]))
        let inside = net.convNorm(x, choices.channels(5 + block, of: original), first, .relu)
        let main = net.convNorm(inside, channels, second)
        let fits = stride == 1 && net.channels(of: x) == channels
        let shortcut =
          fits ? x : net.convNorm(x, channels, Window(1, stride: stride, padding: 0))
        x = net.relu(net.sum(main, shortcut))
      }
    }
    net.output = net.classifier(x, task.classes)
  }
}
