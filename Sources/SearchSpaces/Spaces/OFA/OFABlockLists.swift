/// The codes of OFA's mobile spaces: lists of blocks, each with a kernel and an expansion.
///
/// The genes are the resolution, the depth of each stage less its least depth, and for each place of
/// each stage three times the kernel's gene plus the expansion's. Places beyond the depth are 0.
struct OFABlockLists {
  /// The name of a block, before its expansion and kernel: `mbconv3`.
  let block: String
  /// The least and most blocks of each stage.
  let depths: [ClosedRange<Int>]

  static let kernels = [3, 5, 7]
  static let expansions = [3, 4, 6]

  /// The number of values of each gene.
  var radices: [Int] {
    let places = depths.reduce(0) { $0 + $1.upperBound }
    return [OFACodes.resolutions.count + 1] + depths.map(\.count)
      + Array(repeating: 9, count: places)
  }

  /// Where each stage's places begin.
  private func start(of stage: Int) -> Int {
    1 + depths.count + depths[..<stage].reduce(0) { $0 + $1.upperBound }
  }

  /// The blocks of each stage.
  func stages(_ genes: Genes) -> [[(kernel: Int, expansion: Int)]] {
    depths.indices.map { stage in
      let start = start(of: stage)
      return (0..<depth(of: stage, genes)).map {
        let gene = genes[start + $0]
        return (Self.kernels[gene / 3], Self.expansions[gene % 3])
      }
    }
  }

  private func depth(of stage: Int, _ genes: Genes) -> Int {
    depths[stage].lowerBound + genes[1 + stage]
  }

  func normalised(_ genes: Genes) -> Genes {
    var genes = genes
    for stage in depths.indices {
      let start = start(of: stage)
      for place in depth(of: stage, genes)..<max(depth(of: stage, genes), depths[stage].upperBound)
      { genes[start + place] = 0 }
    }
    return genes
  }

  /// Reads `192:mbconv3_e3_k3,mbconv3_e6_k5|…`: blocks with commas, stages with bars between them.
  func genes(from text: String) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    var genes = radices.map { _ in 0 }
    genes[0] = try OFACodes.readResolution(&cursor)
    let names = Self.kernels.flatMap { kernel in
      Self.expansions.map { "\(block)_e\($0)_k\(kernel)" }
    }
    for (stage, range) in depths.enumerated() {
      if stage > 0 { try cursor.expect("|") }
      var depth = 0
      repeat {
        guard depth < range.upperBound else {
          throw cursor.refusal(expecting: "at most \(range.upperBound) blocks in a stage")
        }
        genes[start(of: stage) + depth] = try cursor.choice(of: names)
        depth += 1
      } while cursor.take(",")
      guard depth >= range.lowerBound else {
        throw cursor.refusal(expecting: "a comma and another block")
      }
      genes[1 + stage] = depth - range.lowerBound
    }
    try cursor.finish()
    return genes
  }

  func text(of genes: Genes) -> String {
    let stages = stages(genes).map { stage in
      stage.map { "\(block)_e\($0.expansion)_k\($0.kernel)" }.joined(separator: ",")
    }
    return OFACodes.resolutionText(genes[0]) + stages.joined(separator: "|")
  }
}

/// The spaces whose codes are such lists.
protocol OFABlockSpace: NestedSpace {
  static var lists: OFABlockLists { get }
}

extension OFABlockSpace {
  /// The genes' values.
  package var radices: [Int] { Self.lists.radices }

  /// Places beyond a stage's depth are 0.
  package func normalised(_ genes: Genes) -> Genes { Self.lists.normalised(genes) }

  /// Draws depths and blocks; the resolution is left to the task.
  package func sample(using random: inout SeededRandom) -> Genes {
    normalised([0] + radices.dropFirst().map { random.next(below: $0) })
  }

  /// Reads a code.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    try Self.lists.genes(from: text)
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    Self.lists.text(of: genes)
  }

  /// The resolution that the code names, or the task's.
  package func resolution(of genes: Genes, for task: NetworkTask) -> Int {
    OFACodes.resolution(genes[0], task)
  }
}
