/// HiAML of GENNAPE: four stages of two equal blocks, each of fourteen kinds.
///
/// Reference: Mills and others, "GENNAPE", AAAI 2023; networks as their TensorFlow code builds them.
package struct HiAML: SearchSpace {
  /// The name in records.
  package let name = "hiaml"
  /// What it is.
  package let summary = "GENNAPE's HiAML: four of fourteen blocks, 38,416 codes"
  /// Fourteen blocks for each of four stages.
  package let radices = [14, 14, 14, 14]
  /// The ways to write a code.
  package let encodings = [
    CodeEncoding("blocks", "hiaml_z,hiaml_r30,hiaml_src3,hiaml_t31"),
    CodeEncoding("index", "the position in the enumeration, the last stage fastest"),
  ]
  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "the network that inference runs")]
  /// What the networks are for.
  package let tasks = [NetworkTask("cifar10", resolution: 32, classes: 10)]

  /// The blocks in the order of the genes' values.
  static let blocks = [
    "z", "a22", "b23", "j30", "g30", "r30", "l20", "t20", "t31", "src0", "src1", "src3", "src7",
    "src8",
  ].map { "hiaml_" + $0 }

  /// The space.
  package init() {}

  /// Reads a code; a number alone is an index.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    let startsWithDigit = cursor.next.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
    if encoding == "index" || encoding == nil && startsWithDigit {
      let position = try cursor.number(in: 0...38_415)
      try cursor.finish()
      return genes(at: position)
    }
    var genes: Genes = []
    for stage in 0..<4 {
      if stage > 0 {
        try cursor.expect(",")
        cursor.skipBlanks()
      }
      genes.append(try cursor.choice(of: Self.blocks))
    }
    try cursor.finish()
    return genes
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    encoding == "index"
      ? String(genes.reduce(0) { $0 * 14 + $1 })
      : genes.map { Self.blocks[$0] }.joined(separator: ",")
  }

  /// Writes the network.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    var x = net.relu(net.tensorFlowConvNorm(net.input, 64, 3, stride: 2))
    var channels = 64
    for (stage, gene) in genes.enumerated() {
      for place in 0..<2 {
        let isReducing = place == 0 && stage % 2 == 1
        if isReducing { channels *= 2 }
        let block = HiAMLBlock(
          x: x, before: net.channels(of: x), channels: channels, stride: isReducing ? 2 : 1)
        x = net.relu(block.body(gene, in: &net))
      }
    }
    net.output = net.classifier(x, task.classes)
  }
}

/// One block, which reads one value; a relu follows.
private struct HiAMLBlock {
  typealias Tensor = NetworkBuilder.Tensor

  let x: Tensor
  let before: Int
  let channels: Int
  let stride: Int

  /// What the block of a kind computes.
  func body(_ kind: Int, in net: inout NetworkBuilder) -> Tensor {
    switch kind {
    case 0:
      let a = convRelu(x, 3, stride, in: &net)
      return net.sum(a, split(a, in: &net))
    case 1:
      let a = convRelu(x, 3, stride, in: &net)
      return net.sum(a, conv(convRelu(a, 1, in: &net), 1, in: &net))
    case 2: return net.sum(shortcut(in: &net), split(split(x, stride, in: &net), in: &net))
    case 3: return net.sum(shortcut(in: &net), split(convRelu(x, 3, stride, in: &net), in: &net))
    case 4:
      let a = split(x, stride, in: &net)
      return net.sum(a, conv(split(net.sum(shortcut(in: &net), a), in: &net), 1, in: &net))
    case 5:
      let a = split(x, stride, in: &net)
      let b = conv(net.sum(shortcut(in: &net), a), 1, in: &net)
      let c = split(a, in: &net)
      return net.sum(net.sum(shortcut(in: &net), b), c)
    case 6: return conv(convRelu(x, 3, stride, in: &net), 1, in: &net)
    case 7: return net.sum(conv(x, 1, stride, in: &net), split(x, stride, in: &net))
    case 8:
      let a = split(x, stride, in: &net)
      let b = convRelu(a, 1, in: &net)
      let c = split(net.sum(shortcut(in: &net), b), in: &net)
      return net.sum(net.sum(shortcut(in: &net), b), c)
    case 9:
      let a = convRelu(x, 1, stride, in: &net)
      return net.sum(a, conv(convRelu(a, 3, in: &net), 3, in: &net))
    case 10:
      let inner = convRelu(x, 3, channels: before, in: &net)
      return net.sum(convRelu(x, 1, stride, in: &net), conv(inner, 3, stride, in: &net))
    case 11:
      let inner = convRelu(x, 1, channels: before, in: &net)
      return net.sum(
        conv(x, 1, stride, in: &net), conv(convRelu(inner, 3, stride, in: &net), 1, in: &net))
    case 12:
      let a = conv(x, 1, stride, in: &net)
      return net.sum(a, split(split(a, in: &net), in: &net))
    default:
      let a = conv(x, 1, stride, in: &net)
      return net.sum(a, conv(split(a, in: &net), 1, in: &net))
    }
  }

  /// The input where it fits, else a convolution of its own that makes it fit.
  private func shortcut(in net: inout NetworkBuilder) -> Tensor {
    stride == 1 && before == channels ? x : conv(x, 1, stride, in: &net)
  }

  private func conv(
    _ y: Tensor, _ kernel: Int, _ stride: Int = 1, channels: Int? = nil,
    in net: inout NetworkBuilder
  ) -> Tensor {
    net.tensorFlowConvNorm(
      y, channels ?? self.channels, Window.Pair(kernel), stride: Window.Pair(stride))
  }

  private func convRelu(
    _ y: Tensor, _ kernel: Int, _ stride: Int = 1, channels: Int? = nil,
    in net: inout NetworkBuilder
  ) -> Tensor {
    net.relu(conv(y, kernel, stride, channels: channels, in: &net))
  }

  /// A row and then a column.
  private func split(_ y: Tensor, _ stride: Int = 1, in net: inout NetworkBuilder) -> Tensor {
    let row = net.tensorFlowConvNorm(
      y, channels, Window.Pair(1, 3), stride: Window.Pair(stride))
    return net.relu6(net.tensorFlowConvNorm(net.relu6(row), channels, Window.Pair(3, 1)))
  }
}
