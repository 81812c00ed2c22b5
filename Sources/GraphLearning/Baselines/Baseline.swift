/// A predictor so simple that a network has to beat it to be worth its training.
package enum Baseline: String, Sendable, CaseIterable {
  /// The mean of the training figures.
  case mean
  /// A straight line through the floating-point operations.
  case flops
  /// A figure for each operator, summed over the nodes.
  case lookup
  /// A ridge regression over counts, operations and bytes of every operator.
  case ridge
  /// The mean of the networks that are most alike, nearer ones counting more.
  case knn
  /// A Gaussian process over the features of `NetworkFeatures`.
  case gp
  /// Gradient-boosted decision trees over the same features.
  case trees

  /// Fits it to rows of the data.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - data: The networks and figures.
  ///   - targets: The targets that it is to know, in the order of its predictions.
  /// - Returns: The fitted baseline.
  package func fit(
    to rows: [Int], of data: TrainingData, targets: [Target]
  ) -> any FittedBaseline {
    switch self {
    case .mean: LinearBaseline(.mean, to: rows, of: data, targets: targets)
    case .flops: LinearBaseline(.flops, to: rows, of: data, targets: targets)
    case .lookup: LinearBaseline(.lookup, to: rows, of: data, targets: targets)
    case .ridge: LinearBaseline(.ridge, to: rows, of: data, targets: targets)
    case .knn:
      LearnedBaseline(to: rows, of: data, targets: targets) { NearestNeighbours($0, $1) }
    case .gp:
      LearnedBaseline(to: rows, of: data, targets: targets) { GaussianProcess($0, $1) }
    case .trees:
      LearnedBaseline(to: rows, of: data, targets: targets) { BoostedTrees($0, $1) }
    }
  }
}

/// A baseline fitted to the training rows of each target.
package protocol FittedBaseline: Sendable {
  /// A target's figure of a network; `nil` where there is nothing to go by.
  func predict(_ sums: OperatorSums, target: Int) -> Double?
}
