/// Once-for-all's ResNet-50 space: depths of the stem and four stages, widths of six parts, and the
/// expansion of each of up to 18 bottlenecks.
///
/// The genes are the resolution, the five depths, 18 expansions (those of bottlenecks that are not
/// there are 0) and six widths. Reference: Cai and others, "Once-for-All", ICLR 2020; the skeleton
/// is GENNAPE's OFA-RN family.
package struct OFAResNet50: NestedSpace {
  /// The name in records.
  package let name = "ofa-resnet50"
  /// What it is.
  package let summary = "Once-for-all, ResNet-50: 2,458,914,796,962 codes at one resolution"
  /// The ways to write a code.
  package let encodings = [
    CodeEncoding(
      "choices",
      "d=2,0,1,2,1;e=0.2,… (18 numbers);w=0,1,2,0,1,2, with 192: before it for a resolution")
  ]
  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "the network that inference runs")]
  /// What the networks are for.
  package let tasks = [NetworkTask("imagenet", resolution: 224, classes: 1000)]
  /// The genes' values.
  package let radices =
    [OFACodes.resolutions.count + 1, 2, 3, 3, 3, 3] + Array(repeating: 3, count: 24)

  private static let expansions = ["0.2", "0.25", "0.35"]
  private static let expansionValues = [0.2, 0.25, 0.35]
  private static let widths = [0.65, 0.8, 1]
  /// The least bottlenecks of each stage; two more may follow.
  private static let depths = [2, 2, 4, 2]
  /// Where each stage's expansions begin among the genes.
  private static let starts = [6, 10, 14, 20]

  /// The space.
  package init() {}

  /// Expansions of bottlenecks that are not there are 0.
  package func normalised(_ genes: Genes) -> Genes {
    var genes = genes
    for stage in 0..<4 {
      let most = Self.depths[stage] + 2
      for place in (Self.depths[stage] + genes[2 + stage])..<max(most, 1) {
        genes[Self.starts[stage] + place] = 0
      }
    }
    return genes
  }

  /// The codes that leave the resolution to the task.
  package var count: Int? { 1458 * Self.depths.reduce(1) { $0 * Self.expansionCount($1) } }

  /// How many depths and expansions a stage of at least so many bottlenecks has.
  private static func expansionCount(_ depth: Int) -> Int {
    (0...2).reduce(0) { $0 + power(depth + $1) }
  }

  /// 3 to the power of `exponent`.
  private static func power(_ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { power, _ in 3 * power }
  }

  /// The stem's depth changes slowest, then the stages', then the widths.
  package func genes(at position: Int) -> Genes {
    var genes = radices.map { _ in 0 }
    var rest = position
    for width in (24..<30).reversed() {
      genes[width] = rest % 3
      rest /= 3
    }
    for stage in (0..<4).reversed() {
      let depth = Self.depths[stage]
      var index = rest % Self.expansionCount(depth)
      rest /= Self.expansionCount(depth)
      while index >= Self.power(depth + genes[2 + stage]) {
        index -= Self.power(depth + genes[2 + stage])
        genes[2 + stage] += 1
      }
      for place in (0..<(depth + genes[2 + stage])).reversed() {
        genes[Self.starts[stage] + place] = index % 3
        index /= 3
      }
    }
    genes[1] = rest
    return genes
  }

  /// Draws depths, expansions and widths; the resolution is left to the task.
  package func sample(using random: inout SeededRandom) -> Genes {
    normalised([0] + radices.dropFirst().map { random.next(below: $0) })
  }

  /// Reads a code; expansions of bottlenecks that are not there may be anything.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    var genes = [try OFACodes.readResolution(&cursor)]
    try cursor.expect("d=")
    genes.append(try cursor.choice(of: ["0", "2"]))
    for _ in 1...4 {
      try cursor.expect(",")
      genes.append(try cursor.choice(of: ["0", "1", "2"]))
    }
    try cursor.expect(";e=")
    for place in 0..<18 {
      if place > 0 { try cursor.expect(",") }
      genes.append(try cursor.choice(of: Self.expansions, "."))
    }
    try cursor.expect(";w=")
    for place in 0..<6 {
      if place > 0 { try cursor.expect(",") }
      genes.append(try cursor.choice(of: ["0", "1", "2"]))
    }
    try cursor.finish()
    return normalised(genes)
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    let depths = [genes[1] * 2] + genes[2...5]
    let expansions = genes[6..<24].map { Self.expansions[$0] }
    return OFACodes.resolutionText(genes[0])
      + "d=" + depths.map(String.init).joined(separator: ",")
      + ";e=" + expansions.joined(separator: ",")
      + ";w=" + genes[24...].map(String.init).joined(separator: ",")
  }

  /// The resolution that the code names, or the task's.
  package func resolution(of genes: Genes, for task: NetworkTask) -> Int {
    OFACodes.resolution(genes[0], task)
  }

  /// Writes the network.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    func width(_ part: Int, _ channels: Double) -> Int {
      madeDivisible(channels * Self.widths[genes[24 + part]])
    }
    let middle = madeDivisible(Double(width(0, 64) / 2))
    var x = net.convNorm(net.input, middle, .same(3, stride: 2), .relu)
    if genes[1] == 1 { x = net.sum(net.convNorm(x, middle, .same(3), .relu), x) }
    x = net.convNorm(x, width(1, 64), .same(3), .relu)
    x = net.maxPool(x, .same(3, stride: 2))
    for stage in 0..<4 {
      let channels = width(2 + stage, Double(256 << stage))
      for place in 0..<(Self.depths[stage] + genes[2 + stage]) {
        let expansion = Self.expansionValues[genes[Self.starts[stage] + place]]
        let bottleneck = madeDivisible((Double(channels) * expansion).rounded(.toNearestOrEven))
        x = Self.bottleneck(
          x, bottleneck, channels, stride: place == 0 && stage > 0 ? 2 : 1, &net)
      }
    }
    net.output = net.classifier(x, task.classes)
  }

  private static func bottleneck(
    _ x: NetworkBuilder.Tensor, _ middle: Int, _ channels: Int, stride: Int,
    _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let point = Window(1, padding: 0)
    let step = Window.Pair(stride)
    var y = net.convNorm(x, middle, point, .relu)
    y = net.convNorm(y, middle, .same(3, stride: step), .relu)
    y = net.convNorm(y, channels, point)
    var shortcut = x
    if stride > 1 || net.channels(of: x) != channels {
      let pool = Window(step, stride: step, padding: 0, roundsUp: true)
      shortcut = net.convNorm(net.averagePool(x, pool), channels, point)
    }
    return net.relu(net.sum(y, shortcut))
  }
}
