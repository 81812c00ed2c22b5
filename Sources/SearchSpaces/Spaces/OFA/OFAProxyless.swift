/// Once-for-all's ProxylessNAS space at width 1.3: five stages of two to four blocks and one of one,
/// each block with a kernel of 3, 5 or 7 and an expansion of 3, 4 or 6.
///
/// Reference: Cai and others, "Once-for-All", ICLR 2020; the skeleton is GENNAPE's PN family.
package struct OFAProxyless: OFABlockSpace {
  /// The name in records.
  package let name = "ofa-proxyless"
  /// What it is.
  package let summary = "Once-for-all, ProxylessNAS at width 1.3: about 2 × 10²⁰ codes"
  /// The ways to write a code.
  package let encodings = [
    CodeEncoding("blocks", "mbconv2_e3_k5,mbconv2_e6_k3|…, with 192: before it for a resolution")
  ]
  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "the network that inference runs")]
  /// What the networks are for.
  package let tasks = [NetworkTask("imagenet", resolution: 224, classes: 1000)]
  /// The codes.
  static let lists = OFABlockLists(
    block: "mbconv2", depths: Array(repeating: 2...4, count: 5) + [1...1])

  /// The space.
  package init() {}

  /// The stages' channels and steps.
  private static let stages = [(32, 2), (56, 2), (104, 2), (128, 1), (248, 2), (416, 1)]

  /// Writes the network.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.convNorm(net.input, 40, .same(3, stride: 2), .relu6)
    x = InvertedResidual(hidden: 40, channels: 24, kernel: 3)(x, &net)
    for (stage, blocks) in Self.lists.stages(genes).enumerated() {
      for (place, block) in blocks.enumerated() {
        // `round` of Python, of a whole number.
        let hidden = net.channels(of: x) * block.expansion
        let residual = InvertedResidual(
          hidden: hidden, channels: Self.stages[stage].0, kernel: block.kernel,
          stride: place == 0 ? Self.stages[stage].1 : 1)
        x = residual(x, &net)
      }
    }
    x = net.convNorm(x, 1664, Window(1, padding: 0), .relu6)
    net.output = net.droppingClassifier(x, task.classes)
  }
}
