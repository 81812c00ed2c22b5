/// SqueezeNet of either version with other channels and kernels; the original is version 1.0.
///
/// Reference: Iandola and others, "SqueezeNet", 2016, as torchvision builds it.
package struct SqueezeNetFamily: VariedFamily {
  /// The name in records.
  package let name = "nnlqp-squeezenet"
  /// What it is.
  package let summary = "SqueezeNet 1.0 or 1.1 with varied channels and kernels"
  /// The version times ten; the stem and three convolutions of each of eight fires; the stem's
  /// kernel and one a fire.
  package let plan = FamilyPlan()
    .choosing("v", [FamilyPlan.Choice(10, of: [10, 11])]).channels(1 + 24)
    .kernels([7] + Array(repeating: 3, count: 8), of: [3, 5, 7, 9])

  /// The space.
  package init() {}

  /// Writes the network.
  package func build(
    _ choices: FamilyChoices, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    let isFirst = choices["v", 0] == 10
    let pool = Window(3, stride: 2, padding: 0, roundsUp: true)
    let pooled = isFirst ? [0, 3, 7] : [0, 2, 4]
    let stem = Window(Window.Pair(choices["k", 0]), stride: 2, padding: 0)
    var x = net.relu(
      net.conv(net.input, choices.channels(0, of: isFirst ? 96 : 64), stem, bias: true))
    for (fire, squeezed) in [16, 16, 32, 32, 48, 48, 64, 64].enumerated() {
      if pooled.contains(fire) { x = net.maxPool(x, pool) }
      let point = Window(1, padding: 0)
      let channels = [squeezed, 4 * squeezed, 4 * squeezed].enumerated().map {
        choices.channels(1 + 3 * fire + $0, of: $1)
      }
      let narrow = net.relu(net.conv(x, channels[0], point, bias: true))
      let first = net.relu(net.conv(narrow, channels[1], point, bias: true))
      let window = Window.same(Window.Pair(choices["k", 1 + fire]))
      x = net.concat([first, net.relu(net.conv(narrow, channels[2], window, bias: true))])
    }
    x = net.relu(net.conv(x, task.classes, Window(1, padding: 0), bias: true))
    net.output = net.flatten(net.globalAveragePool(x))
  }
}
