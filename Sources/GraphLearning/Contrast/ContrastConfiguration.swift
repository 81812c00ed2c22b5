/// What GENNAPE's full system learns from, beside what every predictor is told. Of most of it the paper
/// names no value: the defaults are ours, see `docs/gennape.md`.
package struct ContrastConfiguration: Sendable, Equatable {
  /// One of those that judge a network together (arXiv 2211.17226, its section on the final predictor
  /// and table 3).
  package enum Member: String, Sendable, CaseIterable {
    /// A head over the encoder's embedding.
    case contrastive = "cl"
    /// A head for each cluster, weighted by the memberships.
    case clustered = "cl-fcm"
    /// A head that learns the figure over log₁₀(GFLOPs + 1) + 1.
    case transformed = "cl-t"
    /// Both of these.
    case clusteredTransformed = "cl-fcm-t"
    /// A score that only the order of pairs is learned for.
    case pairwise = "cl-pairwise"
    /// The same with a head for each cluster.
    case clusteredPairwise = "cl-pairwise-fcm"
    /// The k-GNN baseline.
    case kgnn = "k-gnn"
    /// The operations alone.
    case flops

    /// Whether there is a head for each cluster.
    var isClustered: Bool {
      self == .clustered || self == .clusteredTransformed || self == .clusteredPairwise
    }

    /// Whether the figure is divided by what its operations come to.
    var isTransformed: Bool { self == .transformed || self == .clusteredTransformed }

    /// Whether it learns an order.
    var isPairwise: Bool { self == .pairwise || self == .clusteredPairwise }
  }

  /// How much each member counts.
  package enum Weighting: String, Sendable, CaseIterable {
    /// All the same, as for families that nothing is known of.
    case equal
    /// The softmax of their Kendall τ over the networks learned from, as after fine-tuning.
    case kendall
  }

  /// The epochs without figures that come before the others; 0 for none.
  package var pretraining = 0
  /// Graphs in a step of those.
  package var pretrainingBatch = 128
  /// The width of the rows that are contrasted.
  package var projection = 16
  /// τ, what their inner products are divided by.
  package var temperature: Float = 0.1
  /// q, the number of eigenvalues.
  package var eigenvalues = 21
  /// What stands in place of those that a small graph does not have.
  package var padding = SpectralLikeness.Padding.bound
  /// What their distances are divided by before the softmax.
  package var spectralTemperature: Float = 0.05
  /// C, the number of clusters.
  package var clusters = 9
  /// m, how fuzzy they are.
  package var fuzziness = 2.0
  /// The linear maps of a head.
  package var headLayers = 2
  /// Those that judge together.
  package var members: [Member] = [
    .clusteredTransformed, .transformed, .clusteredPairwise, .pairwise, .kgnn, .flops,
  ]
  /// How much each counts.
  package var weighting = Weighting.equal
  /// Whether the encoder goes on learning with figures.
  package var tunesEncoder = false

  /// The defaults, without an epoch of contrastive learning.
  package init() {}
}
