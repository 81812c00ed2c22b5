/// AlexNet with other channels and kernels.
///
/// Reference: Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014,
/// as torchvision builds it.
package struct AlexNetFamily: VariedFamily {
  /// The name in records.
  package let name = "nnlqp-alexnet"
  /// What it is.
  package let summary = "AlexNet with varied channels and kernels"
  /// Five convolutions and two matrices; five kernels.
  package let plan = FamilyPlan().channels(7).choosing(
    "k",
    [
      FamilyPlan.Choice(11, of: [7, 9, 11, 13]), FamilyPlan.Choice(5, of: [3, 5, 7]),
      FamilyPlan.Choice(3, of: [1, 3, 5]), FamilyPlan.Choice(3, of: [1, 3, 5]),
      FamilyPlan.Choice(3, of: [1, 3, 5]),
    ])

  /// The space.
  package init() {}

  /// Writes the network.
  package func build(
    _ choices: FamilyChoices, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    let pool = Window(3, stride: 2, padding: 0)
    // The first padding makes the size the same for all kernels.
    let first = choices["k", 0]
    let wide = Window(Window.Pair(first), stride: 4, padding: Window.Pair((first - 7) / 2))
    var x = net.relu(net.conv(net.input, choices.channels(0, of: 64), wide, bias: true))
    for (layer, channels) in [192, 384, 256, 256].enumerated() {
      if layer < 2 { x = net.maxPool(x, pool) }
      let window = Window.same(Window.Pair(choices["k", layer + 1]))
      x = net.relu(net.conv(x, choices.channels(layer + 1, of: channels), window, bias: true))
    }
    x = net.flatten(net.maxPool(x, pool))
    for layer in 5...6 { x = net.relu(net.linear(x, choices.channels(layer, of: 4096))) }
    net.output = net.linear(x, task.classes)
  }
}
