/// NAS-Bench-Macro: eight layers of a network for CIFAR-10, three blocks each.
///
/// Costs equal the published ones of all 6,561 networks: multiply-accumulates of convolutions and of
/// the last matrix, and parameters without the means and variances of batch normalisations. They do
/// not tell the activation, which is taken as MobileNetV2's.
///
/// Reference: Su and others, "Prioritized Architecture Sampling with Monto-Carlo Tree Search",
/// CVPR 2021.
package struct NASBenchMacro: SearchSpace {
  /// The name in records.
  package let name = "nas-bench-macro"
  /// What it is.
  package let summary = "NAS-Bench-Macro: three blocks in each of eight layers, 6,561 codes"
  /// Three blocks in eight layers.
  package let radices = Array(repeating: 3, count: 8)

  /// The ways to write a code.
  package let encodings = [
    CodeEncoding("string", "02012100: identity 0, MBConv e3 k3 1, MBConv e6 k5 2"),
    CodeEncoding("vector", "[0, 2, 0, 1, 2, 1, 0, 0]"),
    CodeEncoding("index", "the string as a number of base 3"),
  ]

  /// The ways to make the searched part a graph.
  package let cellForms = [
    GraphForm("chain", "a node for each layer, named by the layer and its block")
  ]

  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "what the published costs are of")]

  /// The dataset of the benchmark.
  package let tasks = [NetworkTask("cifar10", resolution: 32, classes: 10)]

  private static let channels = [64, 64, 128, 128, 128, 256, 256, 256]
  private static let strides = [2, 1, 2, 1, 1, 2, 1, 1]

  /// The space.
  package init() {}

  /// Reads a code; an unnamed encoding is the string if it is eight digits.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    let genes: Genes
    switch encoding ?? (text.utf8.contains(UInt8(ascii: ",")) ? "vector" : "string") {
    case "string":
      var digits: Genes = []
      for _ in 0..<8 { digits.append(try cursor.digit(below: 3)) }
      genes = digits
    case "vector": genes = try cursor.numbers(below: radices, "blocks")
    case "index": genes = self.genes(at: try cursor.number(in: 0...6_560))
    default:
      throw CodeError(
        found: "encoding \"\(encoding ?? "")\"", expected: "string, vector or index")
    }
    try cursor.finish()
    return genes
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    switch encoding {
    case "vector": genes.listed
    case "index": String(genes.reduce(0) { $0 * 3 + $1 })
    default: genes.map(String.init).joined()
    }
  }

  private static let cellOperators: [[CellOperator]] = [
    ["layer1.identity", "layer1.mbconv_e3_k3", "layer1.mbconv_e6_k5"],
    ["layer2.identity", "layer2.mbconv_e3_k3", "layer2.mbconv_e6_k5"],
    ["layer3.identity", "layer3.mbconv_e3_k3", "layer3.mbconv_e6_k5"],
    ["layer4.identity", "layer4.mbconv_e3_k3", "layer4.mbconv_e6_k5"],
    ["layer5.identity", "layer5.mbconv_e3_k3", "layer5.mbconv_e6_k5"],
    ["layer6.identity", "layer6.mbconv_e3_k3", "layer6.mbconv_e6_k5"],
    ["layer7.identity", "layer7.mbconv_e3_k3", "layer7.mbconv_e6_k5"],
    ["layer8.identity", "layer8.mbconv_e3_k3", "layer8.mbconv_e6_k5"],
  ]

  /// The layers one behind the other. Blocks of different layers have different channels, so that
  /// they are different operators.
  package func buildCell(_ genes: Genes, as form: String, in cell: inout CellGraph) {
    var last = cell.add(.input)
    for (layer, gene) in genes.enumerated() {
      last = cell.add(Self.cellOperators[layer][gene], reading: [last])
    }
    cell.add(.output, reading: [last])
  }

  /// A convolution to 32 channels, the eight layers, 1,280 channels, and a classifier.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.relu6(net.convNorm(net.input, 32, .same(3)))
    for (layer, gene) in genes.enumerated() {
      x = Self.addBlock(gene, x, Self.channels[layer], stride: Self.strides[layer], &net)
    }
    x = net.relu6(net.convNorm(x, 1280, Window(1, padding: 0)))
    net.output = net.classifier(x, task.classes)
  }

  private static func addBlock(
    _ gene: Int, _ x: NetworkBuilder.Tensor, _ channels: Int, stride: Int,
    _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let keeps = stride == 1 && net.channels(of: x) == channels
    guard gene > 0 else {
      // Where the shape changes the identity is a convolution.
      let window = Window(1, stride: .init(stride), padding: 0)
      return keeps ? x : net.convNorm(x, channels, window)
    }
    let (expansion, kernel) = gene == 1 ? (3, 3) : (6, 5)
    let hidden = net.channels(of: x) * expansion
    let wide = net.relu6(net.convNorm(x, hidden, Window(1, padding: 0)))
    let window = Window.same(.init(kernel), stride: .init(stride))
    let deep = net.relu6(net.batchNorm(net.depthwise(wide, window)))
    let narrow = net.convNorm(deep, channels, Window(1, padding: 0))
    return keeps ? net.sum(x, narrow) : narrow
  }
}
