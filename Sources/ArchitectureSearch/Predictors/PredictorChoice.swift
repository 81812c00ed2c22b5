internal import DenseKernels
internal import GraphLearning

/// Which predictor guides a search.
package enum PredictorChoice: String, Sendable, CaseIterable {
  /// A Gaussian process, a ridge regression, nearest neighbours or boosted trees over
  /// `CandidateFeatures`.
  case gp, ridge, knn, trees
  /// BRP-NAS's graph network, which says figures, and which says the better of two.
  case brpNAS = "brp-nas"
  case brpNASBinary = "brp-nas-binary"

  /// Whether it is a graph network.
  package var isNetwork: Bool { self == .brpNAS || self == .brpNASBinary }
}
