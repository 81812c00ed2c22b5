/// Two-Path of GENNAPE: two chains of two to four blocks, each of one to three operators.
///
/// The genes are, for each path, how many blocks it has less two, which two of them halve the
/// picture (numbered as pairs in order), and for each of four places how many operators the block
/// has less one and which three they are. What a path does not have is 0. A block has at least one
/// convolution and at most one other operator.
///
/// Reference: Mills and others, "GENNAPE", AAAI 2023; networks as their TensorFlow code builds them.
package struct TwoPath: NestedSpace {
  /// The name in records.
  package let name = "two-path"
  /// What it is.
  package let summary =
    "GENNAPE's Two-Path: two chains of 2-4 blocks of 1-3 operators, about 2 × 10²⁷ codes"
  /// The ways to write a code.
  package let encodings = [
    CodeEncoding(
      "paths",
      "conv3x3*|avgpool3x3,conv5x5*;double3x3*|conv3x3|conv5x5*: operators, blocks, paths; * halves"
    )
  ]
  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "the network that inference runs")]
  /// What the networks are for.
  package let tasks = [NetworkTask("cifar10", resolution: 32, classes: 10)]
  /// The genes' values.
  package let radices: [Int] = {
    let block = [3, 13, 13, 13]
    let path = [3, 6] + block + block + block + block
    return path + path
  }()

  /// The operators in the order of the genes' values: convolutions, then what supplements them.
  static let operators = [
    "conv3x3", "conv5x5", "double3x3", "bottleneck-r2-k3", "bottleneck-r4-k3", "bottleneck-e2-k3",
    "inception_s3x3", "inception_s5x5", "conv1x1", "bottleneck-r2-k1", "bottleneck-e2-k1",
    "avgpool3x3", "maxpool3x3",
  ]
  static let convolutions = 8

  /// The space.
  package init() {}

  /// The genes as paths.
  static func paths(_ genes: Genes) -> [Path] {
    [Path(genes[0..<18]), Path(genes[18..<36])]
  }

  /// What a path does not have is 0.
  package func normalised(_ genes: Genes) -> Genes {
    Self.paths(genes).flatMap(\.genes)
  }

  /// Genes below their radices, of blocks that are allowed.
  package func check(_ genes: Genes) throws(CodeError) {
    guard genes.count == radices.count,
      zip(genes, radices).allSatisfy({ $0 >= 0 && $0 < $1 }), normalised(genes) == genes
    else { throw CodeError(found: "\(genes.listed)", expected: "36 choices of two paths") }
    guard Self.isAllowed(genes) else {
      throw CodeError(
        found: "a block of \(genes.listed)",
        expected: "at least one convolution and at most one other operator in each block")
    }
  }

  static func isAllowed(_ genes: Genes) -> Bool {
    paths(genes).allSatisfy { $0.blocks.allSatisfy(isAllowed(block:)) }
  }

  static func isAllowed(block: [Int]) -> Bool {
    let others = block.count { $0 >= convolutions }
    return others <= 1 && others < block.count
  }

  /// Draws as the authors do: lengths and numbers of operators evenly; the first operator a
  /// convolution, another one not a convolution with a chance of 5 in 13 as long as none is; then
  /// shuffled.
  package func sample(using random: inout SeededRandom) -> Genes {
    var genes: Genes = []
    for _ in 0..<2 {
      let length = 2 + random.next(below: 3)
      var blocks: [[Int]] = []
      for _ in 0..<length { blocks.append(Self.drawBlock(using: &random)) }
      let pair = random.next(below: length * (length - 1) / 2)
      genes += Path(blocks: blocks, reducing: Path.pairs(of: length)[pair]).genes
    }
    return genes
  }

  private static func drawBlock(using random: inout SeededRandom) -> [Int] {
    var block = [random.next(below: convolutions)]
    for _ in 0..<random.next(below: 3) {
      let hasOther = block.contains { $0 >= convolutions }
      let isOther = !hasOther && random.next(below: 13) < 5
      block.append(
        isOther ? convolutions + random.next(below: 5) : random.next(below: convolutions))
    }
    block.shuffle(using: &random)
    return block
  }

  /// The codes that differ in one choice and keep the rules.
  package func neighbours(of genes: Genes) -> [Genes] {
    var neighbours: [Genes] = []
    for (position, radix) in radices.enumerated() {
      for value in 0..<radix where value != genes[position] {
        var neighbour = genes
        neighbour[position] = value
        let normal = normalised(neighbour)
        if normal[position] == value, Self.isAllowed(normal) { neighbours.append(normal) }
      }
    }
    return neighbours
  }

  /// One choice gets another value that keeps the rules.
  package func mutated(_ genes: Genes, using random: inout SeededRandom) -> Genes {
    while true {
      let position = random.next(below: radices.count)
      var mutated = genes
      mutated[position] = random.next(below: radices[position])
      let normal = normalised(mutated)
      if normal != genes, normal[position] == mutated[position], Self.isAllowed(normal) {
        return normal
      }
    }
  }

  /// Each path comes from one of the two.
  package func crossed(
    _ first: Genes, _ second: Genes, using random: inout SeededRandom
  ) -> Genes {
    let swaps = random.next() & 1 == 0
    return swaps
      ? Array(first[..<18] + second[18...]) : Array(second[..<18] + first[18...])
  }
}

extension TwoPath {
  /// One chain of blocks.
  struct Path: Equatable {
    /// The operators of each block.
    var blocks: [[Int]]
    /// The two blocks that halve the picture and double the channels.
    var reducing: [Int]

    init(blocks: [[Int]], reducing: [Int]) {
      self.blocks = blocks
      self.reducing = reducing
    }

    /// The two of so many blocks, in order.
    static func pairs(of length: Int) -> [[Int]] {
      (0..<length).flatMap { first in ((first + 1)..<length).map { [first, $0] } }
    }

    /// The path that 18 genes stand for; what it does not have is not looked at.
    init(_ genes: ArraySlice<Int>) {
      let genes = Array(genes)
      let length = 2 + genes[0]
      let pairs = Self.pairs(of: length)
      reducing = pairs[min(genes[1], pairs.count - 1)]
      blocks = (0..<length).map { place in
        let start = 2 + 4 * place
        return Array(genes[(start + 1)...(start + 1 + genes[start])])
      }
    }

    /// The 18 genes.
    var genes: Genes {
      let pairs = Self.pairs(of: blocks.count)
      var genes = [blocks.count - 2, pairs.firstIndex(of: reducing) ?? 0]
      for place in 0..<4 {
        let block = place < blocks.count ? blocks[place] : [0]
        genes += [block.count - 1] + block + Array(repeating: 0, count: 3 - block.count)
      }
      return genes
    }
  }
}
