/// FBNet as HW-NAS-Bench and HELP use it: 22 layers, nine blocks each.
///
/// A block widens, filters each channel and narrows: `k3_e6` has a 3×3 filter and six times the
/// channels; `_g2` splits the pointwise convolutions in two and shuffles channels between;
/// `skip` does nothing, or is one convolution where the shape changes.
///
/// References: Wu and others, "FBNet", CVPR 2019; Li and others, "HW-NAS-Bench", ICLR 2021.
package struct FBNet: SearchSpace {
  /// The name in records.
  package let name = "fbnet"
  /// What it is.
  package let summary = "FBNet as in HW-NAS-Bench: 22 layers of nine blocks, 9²² codes"
  /// Nine blocks on each of 22 layers.
  package let radices = Array(repeating: 9, count: 22)
  /// The ways to write a code.
  package let encodings = [
    CodeEncoding("blocks", "k3_e1,k5_e6,skip,…: 22 blocks"),
    CodeEncoding("vector", "[0, 7, 8, …]: the blocks' positions, HW-NAS-Bench's op_idx_list"),
  ]
  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "the network that inference runs")]
  /// HW-NAS-Bench's datasets; for ImageNet there are two more halvings and a wider head.
  package let tasks = [
    NetworkTask("cifar100", resolution: 32, classes: 100),
    NetworkTask("imagenet", resolution: 224, classes: 1000),
  ]

  /// The blocks in the order of the genes' values.
  static let blocks = [
    "k3_e1", "k3_e1_g2", "k3_e3", "k3_e6", "k5_e1", "k5_e1_g2", "k5_e3", "k5_e6", "skip",
  ]
  private static let kernels = [3, 3, 3, 3, 5, 5, 5, 5]
  private static let expansions = [1, 1, 3, 6, 1, 1, 3, 6]
  private static let groups = [1, 2, 1, 1, 1, 2, 1, 1]

  /// The space.
  package init() {}

  /// Reads a code; a list of digits is a vector.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    let isVector =
      encoding.map { $0 == "vector" }
      ?? (cursor.next.map { "[(0123456789".utf8.contains($0) } ?? false)
    var genes: Genes = []
    if isVector {
      genes = try cursor.numbers(below: radices, "blocks")
    } else {
      for layer in radices.indices {
        if layer > 0 { try cursor.expect(",") }
        genes.append(try cursor.choice(of: Self.blocks))
      }
    }
    try cursor.finish()
    return genes
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    encoding == "vector" ? genes.listed : genes.map { Self.blocks[$0] }.joined(separator: ",")
  }

  /// Writes the network.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    let isSmall = task.name.hasPrefix("cifar")
    let counts = [1, 4, 4, 4, 4, 4, 1]
    let channels = [16, 24, 32, 64, 112, 184, 352]
    let strides = isSmall ? [1, 1, 2, 2, 1, 2, 1] : [1, 2, 2, 2, 1, 2, 1]
    var x = net.convNorm(net.input, 16, .same(3, stride: isSmall ? 1 : 2), .relu)
    var layer = 0
    for stage in counts.indices {
      for place in 0..<counts[stage] {
        let stride = place == 0 ? strides[stage] : 1
        x = Self.block(genes[layer], x, channels[stage], stride: stride, &net)
        layer += 1
      }
    }
    x = net.convNorm(x, isSmall ? 1504 : 1984, Window(1, padding: 0), .relu)
    net.output = net.classifier(x, task.classes)
  }

  private static func block(
    _ gene: Int, _ x: NetworkBuilder.Tensor, _ channels: Int, stride: Int,
    _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let before = net.channels(of: x)
    let keepsShape = stride == 1 && before == channels
    let step = Window.Pair(stride)
    guard gene < 8 else {
      return keepsShape
        ? x : net.convNorm(x, channels, Window(1, stride: step, padding: 0), .relu)
    }
    let hidden = before * expansions[gene]
    let groups = groups[gene]
    let point = Window(1, padding: 0)
    var y = net.convNorm(x, hidden, point, groups: groups, .relu)
    if groups > 1 { y = net.shuffle(y, groups: groups) }
    let kernel = Window.Pair(kernels[gene])
    y = net.depthwiseNorm(y, .same(kernel, stride: step), .relu)
    y = net.convNorm(y, channels, point, groups: groups)
    return keepsShape ? net.sum(y, x) : y
  }
}

extension NetworkBuilder {
  /// Deals the channels of each group out to all groups.
  mutating func shuffle(_ x: Tensor, groups: Int) -> Tensor {
    let shape = shape(of: x)
    let split = [shape[0], groups, shape[1] / groups, shape[2], shape[3]]
    let dealt = add(.transpose([0, 2, 1, 3, 4]), add(.reshape(split), x))
    return add(.reshape(shape), dealt)
  }
}
