package import ComputationGraph

/// How graphs become numbers.
package enum GraphEncoding: String, Sendable, CaseIterable {
  /// NNLQP's, as published, and corrected.
  case nnlqpV0 = "nnlqp-v0"
  case nnlqpV1 = "nnlqp-v1"
  /// BRP-NAS's of the cells of NAS-Bench-201, and of other spaces.
  case brpNAS = "brp-nas"
  case brpNAS101 = "brp-nas-nasbench101"
  case brpNASDARTS = "brp-nas-darts"
  case brpNASASR = "brp-nas-nasbench-asr"
  case brpNASMacro = "brp-nas-nas-bench-macro"
  /// A cell of NAS-Bench-201 in one row.
  case brpNASFlat = "brp-nas-flat"
  /// PerfSeer's, with features of the connections.
  case perfSeer = "perfseer"
  /// GENNAPE's, sizes over what the graph itself says, or over the limits of its datasets.
  case gennape
  case gennapeFixed = "gennape-fixed"
  /// The first of these, and the network's GFLOPs as GENNAPE counts them.
  case gennapeFLOPs = "gennape-flops"
  /// PerfSAGE's of TensorFlow Lite networks, with plain numbers, and with waves of them.
  case perfSAGE = "perfsage"
  case perfSAGEConditional = "perfsage-conditional"
  /// Our own, of graphs and cells of every source.
  case mill

  /// How many numbers there are of everything.
  package struct Widths: Sendable, Equatable {
    /// The features of a node, of a connection and of a graph.
    package var nodes = 0
    package var links = 0
    package var statics = 0
    /// For each category of a node the number of its values.
    package var categories: [Int] = []
  }

  /// How many numbers there are of everything.
  package var widths: Widths {
    switch self {
    case .nnlqpV0, .nnlqpV1:
      Widths(nodes: NNLQPEncoding.nodeFeatureCount, statics: NNLQPEncoding.staticFeatureCount)
    case .brpNAS, .brpNAS101, .brpNASDARTS, .brpNASASR, .brpNASMacro:
      Widths(nodes: vocabulary.width)
    case .brpNASFlat: Widths(statics: CellEncoding(vocabulary: vocabulary).flatWidth)
    case .perfSeer: Widths(nodes: 30, links: 5, statics: 18)
    case .gennape, .gennapeFixed: Widths(nodes: 6, categories: GENNAPEEncoding.categories)
    case .gennapeFLOPs: Widths(nodes: 6, statics: 1, categories: GENNAPEEncoding.categories)
    case .perfSAGE, .perfSAGEConditional:
      Widths(
        nodes: PerfSAGEVocabulary.width * (self == .perfSAGE ? 1 : 2),
        categories: [PerfSAGEVocabulary.operators.count])
    case .mill: Widths()
    }
  }

  /// Encodes a graph; `nil` for one that the encoding knows nothing of.
  package func encode(_ graph: Graph) -> EncodedGraph? {
    switch self {
    case .nnlqpV0: NNLQPEncoding.v0.encode(graph)
    case .nnlqpV1: NNLQPEncoding.v1.encode(graph)
    case .brpNAS, .brpNAS101, .brpNASDARTS, .brpNASASR, .brpNASMacro:
      CellEncoding(vocabulary: vocabulary).encode(graph)
    case .brpNASFlat: CellEncoding(vocabulary: vocabulary).encodeFlat(graph)
    case .perfSeer: PerfSeerEncoding.encode(graph).encoded
    case .gennape: GENNAPEEncoding(graph).encoded(dividedBy: nil)
    case .gennapeFLOPs: GENNAPEEncoding(graph).encoded(dividedBy: nil, countingFLOPs: true)
    case .gennapeFixed: GENNAPEEncoding(graph).encoded(dividedBy: GENNAPEEncoding.Limits())
    case .perfSAGE: PerfSAGEEncoding.encode(graph)
    case .perfSAGEConditional: PerfSAGEEncoding.encode(graph, conditionally: true)
    case .mill: EncodedGraph(NetworkTraits(graph))
    }
  }

  /// The operators that have a place of their own, in its order; what a checkpoint keeps of it.
  package var operators: [String] {
    switch self {
    case .nnlqpV0, .nnlqpV1: NNLQPVocabulary.operators
    case .brpNAS, .brpNAS101, .brpNASDARTS, .brpNASASR, .brpNASMacro, .brpNASFlat: vocabulary.labels
    case .perfSeer: PerfSeerEncoding.operators
    case .gennape, .gennapeFixed, .gennapeFLOPs: ["unknown"] + GENNAPEVocabulary.words
    case .perfSAGE, .perfSAGEConditional: PerfSAGEVocabulary.operators
    case .mill: []
    }
  }

  /// What graphs must be for this encoding, where that is not any.
  package var demand: String? {
    switch self {
    case .brpNAS, .brpNAS101, .brpNASDARTS, .brpNASASR, .brpNASMacro, .brpNASFlat:
      "a searched cell of \(vocabulary.families.sorted().joined(separator: ", ")): cg-build --view cell"
    case .perfSAGE, .perfSAGEConditional: "networks that cg-build read from TensorFlow Lite"
    default: nil
    }
  }

  /// BRP-NAS's encoding of the cells of a search space; `nil` of a space that it does not know.
  package static func cells(of space: String) -> GraphEncoding? {
    let encodings: [GraphEncoding] = [
      .brpNAS, .brpNAS101, .brpNASDARTS, .brpNASASR, .brpNASMacro,
    ]
    return encodings.first { $0.vocabulary.families.contains(space) }
  }

  /// Whether it reads searched cells and no whole networks.
  package var readsCells: Bool {
    switch self {
    case .brpNAS, .brpNAS101, .brpNASDARTS, .brpNASASR, .brpNASMacro, .brpNASFlat: true
    default: false
    }
  }

  /// Which features are scaled where that is asked for.
  var scaled: FeatureScaling.Choice {
    switch self {
    case .perfSeer: PerfSeerEncoding.scaled
    case .nnlqpV0, .nnlqpV1: FeatureScaling.Choice(compressesStatics: true)
    default: FeatureScaling.Choice()
    }
  }

  private var vocabulary: CellVocabulary {
    switch self {
    case .brpNAS101: .nasBench101
    case .brpNASDARTS: .darts
    case .brpNASASR: .nasBenchASR
    case .brpNASMacro: .nasBenchMacro
    default: .nasBench201
    }
  }
}
