/// Inception of GENNAPE: four stages of equal blocks, a block of one to four parallel chains of
/// operators, and the channels of each chain.
///
/// The genes are, for each stage, how many blocks it has and how many chains a block has, and for
/// each chain how many operators it has, which they are, its channels inside and at its end. Counts
/// and channels stand as they are.
///
/// Reference: Mills and others, "GENNAPE", AAAI 2023; networks as their TensorFlow code builds them.
package struct Inception: SearchSpace {
  /// The name in records.
  package let name = "inception"
  /// What it is.
  package let summary = "GENNAPE's Inception: four stages of 2-6 blocks of 1-4 chains of operators"
  /// The number of genes varies.
  package let radices: [Int] = []
  /// The ways to write a code.
  package let encodings = [
    CodeEncoding(
      "stages",
      "2*conv3x3@32>32;2*inception_s3x3@32>32|conv1x1,conv5x5@16>32;…: blocks * chains, @inside>end"
    )
  ]
  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "the network that inference runs")]
  /// What the networks are for.
  package let tasks = [NetworkTask("cifar10", resolution: 32, classes: 10)]

  /// The operators in the order of the genes' values: convolutions, then what supplements them.
  static let operators = [
    "conv3x3", "conv5x5", "inception_s3x3", "inception_s5x5", "inception_p3x3", "inception_p5x5",
    "depthwise3x3", "depthwise5x5", "conv1x1", "double1x1", "avgpool3x3", "maxpool3x3",
  ]
  static let convolutions = 8
  /// The operators before this one can change the number of channels.
  static let changing = 10
  /// The channels of the stages.
  static let channels = [32, 64, 128, 256]
  /// The most operators of a block and the least of a chain, by how many chains there are.
  static let mostOperators = [3, 4, 8, 10]
  static let leastOperators = [1, 1, 2, 2]
  /// The most channels of a chain that are accepted.
  static let channelLimit = 4096

  /// The space.
  package init() {}

  /// One chain.
  struct Chain: Equatable {
    var operators: [Int]
    /// The channels from its first operator that can change them.
    var inside: Int
    /// The channels from its last operator that can change them.
    var end: Int

    /// At least one convolution, at most one other operator.
    var isAllowed: Bool {
      let others = operators.count { $0 >= convolutions }
      return !operators.isEmpty && others <= 1 && others < operators.count
    }
  }

  /// Equal blocks, one after the other.
  struct Stage: Equatable {
    var blocks: Int
    var chains: [Chain]
  }

  static func stages(_ genes: Genes) throws(CodeError) -> [Stage] {
    var rest = genes[...]
    func next(_ range: ClosedRange<Int>, _ what: String) throws(CodeError) -> Int {
      guard let gene = rest.popFirst() else {
        throw CodeError(found: "the end", expected: what)
      }
      guard range.contains(gene) else {
        throw CodeError(
          found: "\(gene)", expected: "\(what) from \(range.lowerBound) to \(range.upperBound)")
      }
      return gene
    }
    var stages: [Stage] = []
    for _ in channels {
      let blocks = try next(2...6, "blocks")
      var chains: [Chain] = []
      for _ in 0..<(try next(1...4, "chains")) {
        var operators: [Int] = []
        for _ in 0..<(try next(1...10, "operators")) {
          operators.append(try next(0...(Self.operators.count - 1), "an operator"))
        }
        let inside = try next(1...channelLimit, "channels")
        let chain = Chain(
          operators: operators, inside: inside, end: try next(1...channelLimit, "channels"))
        guard chain.isAllowed else {
          throw CodeError(
            found: "operators \(operators.listed)",
            expected: "at least one convolution and at most one other in a chain")
        }
        chains.append(chain)
      }
      stages.append(Stage(blocks: blocks, chains: chains))
    }
    guard rest.isEmpty else {
      throw CodeError(found: "\(rest.count) choices more", expected: "four stages")
    }
    return stages
  }

  static func genes(_ stages: [Stage]) -> Genes {
    stages.flatMap { stage in
      [stage.blocks, stage.chains.count]
        + stage.chains.flatMap {
          [$0.operators.count] + $0.operators + [$0.inside, $0.end]
        }
    }
  }

  /// Makes sure that the genes are four stages.
  package func check(_ genes: Genes) throws(CodeError) { _ = try Self.stages(genes) }

  /// The stages of genes that were checked.
  static func checked(_ genes: Genes) -> [Stage] { (try? stages(genes)) ?? [] }
}
