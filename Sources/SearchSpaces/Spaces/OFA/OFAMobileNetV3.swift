/// Once-for-all's MobileNetV3 space at width 1.2: five stages of two to four blocks, each with a
/// kernel of 3, 5 or 7 and an expansion of 3, 4 or 6.
///
/// Reference: Cai and others, "Once-for-All", ICLR 2020; the skeleton is GENNAPE's MBv3 family.
package struct OFAMobileNetV3: OFABlockSpace {
  /// The name in records.
  package let name = "ofa-mobilenetv3"
  /// What it is.
  package let summary = "Once-for-all, MobileNetV3 at width 1.2: about 2 × 10¹⁹ codes"
  /// The ways to write a code.
  package let encodings = [
    CodeEncoding("blocks", "mbconv3_e3_k5,mbconv3_e6_k3|…, with 192: before it for a resolution")
  ]
  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "the network that inference runs")]
  /// What the networks are for.
  package let tasks = [NetworkTask("imagenet", resolution: 224, classes: 1000)]
  /// The codes.
  static let lists = OFABlockLists(
    block: "mbconv3", depths: Array(repeating: 2...4, count: 5))

  /// The space.
  package init() {}

  /// The stages' channels, steps, activations, and whether they squeeze and excite.
  private static let stages:
    [(channels: Int, stride: Int, activation: NetworkBuilder.Activation, squeezes: Bool)] = [
      (32, 2, .relu, false), (48, 2, .relu, true), (96, 2, .hardSwish, false),
      (136, 1, .hardSwish, true), (192, 2, .hardSwish, true),
    ]

  /// Writes the network.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.convNorm(net.input, 24, .same(3, stride: 2), .hardSwish)
    x = InvertedResidual(hidden: 24, channels: 24, kernel: 3, activation: .relu)(x, &net)
    for (stage, blocks) in Self.lists.stages(genes).enumerated() {
      let plan = Self.stages[stage]
      for (place, block) in blocks.enumerated() {
        let hidden = madeDivisible(Double(net.channels(of: x) * block.expansion))
        let residual = InvertedResidual(
          hidden: hidden, channels: plan.channels, kernel: block.kernel,
          stride: place == 0 ? plan.stride : 1, activation: plan.activation,
          squeeze: plan.squeezes ? madeDivisible(Double(hidden / 4)) : nil)
        x = residual(x, &net)
      }
    }
    let point = Window(1, padding: 0)
    x = net.globalAveragePool(net.convNorm(x, 1152, point, .hardSwish))
    x = net.flatten(net.activate(net.conv(x, 1536, point), .hardSwish))
    net.output = net.linear(net.add(.identity, x), task.classes)
  }
}
