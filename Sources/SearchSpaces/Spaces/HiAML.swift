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
        var block = HiAMLBlock(x, channels, stride: isReducing ? 2 : 1, net)
        x = block.build(gene)
        net = block.net
      }
    }
    net.output = net.classifier(x, task.classes)
  }
}

/// One block, which reads one value and ends in a relu.
private struct HiAMLBlock {
  typealias Tensor = NetworkBuilder.Tensor

  var net: NetworkBuilder
  private let x: Tensor
  private let before: Int
  private let channels: Int
  private let stride: Int

  init(_ x: Tensor, _ channels: Int, stride: Int, _ net: NetworkBuilder) {
    self.net = net
    self.x = x
    self.channels = channels
    self.stride = stride
    before = net.channels(of: x)
  }

  mutating func build(_ kind: Int) -> Tensor {
    net.relu(body(kind))
  }

  private mutating func body(_ kind: Int) -> Tensor {
    switch kind {
    case 0:
      let a = convRelu(x, 3, stride)
      return net.sum(a, split(a))
    case 1:
      let a = convRelu(x, 3, stride)
      return net.sum(a, conv(convRelu(a, 1), 1))
    case 2: return net.sum(shortcut(), split(split(x, stride)))
    case 3: return net.sum(shortcut(), split(convRelu(x, 3, stride)))
    case 4:
      let a = split(x, stride)
      return net.sum(a, conv(split(net.sum(shortcut(), a)), 1))
    case 5:
      let a = split(x, stride)
      let b = conv(net.sum(shortcut(), a), 1)
      let c = split(a)
      return net.sum(net.sum(shortcut(), b), c)
    case 6: return conv(convRelu(x, 3, stride), 1)
    case 7: return net.sum(conv(x, 1, stride), split(x, stride))
    case 8:
      let a = split(x, stride)
      let b = convRelu(a, 1)
      let c = split(net.sum(shortcut(), b))
      return net.sum(net.sum(shortcut(), b), c)
    case 9:
      let a = convRelu(x, 1, stride)
      return net.sum(a, conv(convRelu(a, 3), 3))
    case 10:
      let inner = convRelu(x, 3, channels: before)
      return net.sum(convRelu(x, 1, stride), conv(inner, 3, stride))
    case 11:
      let inner = convRelu(x, 1, channels: before)
      return net.sum(conv(x, 1, stride), conv(convRelu(inner, 3, stride), 1))
    case 12:
      let a = conv(x, 1, stride)
      return net.sum(a, split(split(a)))
    default:
      let a = conv(x, 1, stride)
      return net.sum(a, conv(split(a), 1))
    }
  }

  /// The input where it fits, else a convolution of its own that makes it fit.
  private mutating func shortcut() -> Tensor {
    stride == 1 && before == channels ? x : conv(x, 1, stride)
  }

  private mutating func conv(
    _ y: Tensor, _ kernel: Int, _ stride: Int = 1, channels: Int? = nil
  ) -> Tensor {
    net.tensorFlowConvNorm(
      y, channels ?? self.channels, Window.Pair(kernel), stride: Window.Pair(stride))
  }

  private mutating func convRelu(
    _ y: Tensor, _ kernel: Int, _ stride: Int = 1, channels: Int? = nil
  ) -> Tensor {
    net.relu(conv(y, kernel, stride, channels: channels))
  }

  /// A row and then a column.
  private mutating func split(_ y: Tensor, _ stride: Int = 1) -> Tensor {
    let row = net.tensorFlowConvNorm(
      y, channels, Window.Pair(1, 3), stride: Window.Pair(stride))
    return net.relu6(net.tensorFlowConvNorm(net.relu6(row), channels, Window.Pair(3, 1)))
  }
}
