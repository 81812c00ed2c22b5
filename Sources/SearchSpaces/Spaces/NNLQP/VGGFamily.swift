/// VGG with other depths, channels and kernels; the original is VGG-16.
///
/// Reference: Simonyan, Zisserman, "Very Deep Convolutional Networks", ICLR 2015, as torchvision
/// builds it, without batch normalisation.
package struct VGGFamily: VariedFamily {
  /// The name in records.
  package let name = "nnlqp-vgg16"
  /// What it is.
  package let summary = "VGG-16 with varied depths, channels and kernels"
  /// Five depths; four convolutions a stage and two matrices; as many kernels.
  package let plan = FamilyPlan()
    .choosing("d", [2, 2, 3, 3, 3].map { FamilyPlan.Choice($0, of: [1, 2, 3, 4]) })
    .channels(22)
    .kernels(Array(repeating: 3, count: 20), of: [1, 3, 5, 7])

  /// The space.
  package init() {}

  /// Convolutions beyond a stage's depth do not matter.
  package func settle(_ choices: inout FamilyChoices) {
    for stage in 0..<5 {
      choices.reset(["c", "k"], (4 * stage + choices["d", stage])..<(4 * stage + 4))
    }
  }

  /// Writes the network.
  package func build(
    _ choices: FamilyChoices, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.input
    for (stage, channels) in [64, 128, 256, 512, 512].enumerated() {
      for layer in (4 * stage)..<(4 * stage + choices["d", stage]) {
        let window = Window.same(Window.Pair(choices["k", layer]))
        x = net.relu(net.conv(x, choices.channels(layer, of: channels), window, bias: true))
      }
      x = net.maxPool(x, Window(2, stride: 2, padding: 0))
    }
    x = net.flatten(x)
    for layer in 20...21 { x = net.relu(net.linear(x, choices.channels(layer, of: 4096))) }
    net.output = net.linear(x, task.classes)
  }
}
