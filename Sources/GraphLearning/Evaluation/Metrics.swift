internal import Statistics

/// How good predictions are.
package struct Metrics: Sendable, Equatable {
  /// The number of predictions.
  package let count: Int
  /// The mean of |p - y|/y.
  package let mape: Double
  /// The root of the mean of ((p - y)/y)².
  package let rmspe: Double
  /// The root of the mean of (p - y)², in the unit of the figures.
  package let rmse: Double
  /// The mean of |p - y|, in the unit of the figures.
  package let mae: Double
  /// The shares with |p - y|/y at most each of `bounds`.
  package let within: [Double]
  /// The shares with |p - y|/p at most each of `bounds`: the band that Eagle prints is around the
  /// prediction.
  package let withinOfPrediction: [Double]
  /// Spearman's rank correlation, ties at their mean rank; `nil` where one side is constant.
  package let spearman: Double?
  /// Kendall's τ-b; `nil` where one side is constant.
  package let kendall: Double?
  /// The normalised discounted cumulative gain at each of `depths`.
  package let ndcg: [Double?]
  /// How far the best of those predicted best stays behind the best, at each of `depths`.
  package let regret: [Double?]

  /// The bounds of an error that counts as right.
  package static let bounds = [0.01, 0.05, 0.1]
  /// How many of those predicted best are looked at.
  package static let depths = [1, 10, 50]

  /// Compares predictions with the truth; there must be at least one.
  ///
  /// - Parameters:
  ///   - predictions: What a model says.
  ///   - truths: The figures.
  ///   - smallerIsBetter: Whether the best network is the one with the least figure, as of latencies.
  package init(predictions: [Double], truths: [Double], smallerIsBetter: Bool) {
    precondition(predictions.count == truths.count && !truths.isEmpty)
    let differences = zip(predictions, truths).map { abs($0 - $1) }
    let errors = zip(differences, truths).map { $0 / $1 }
    let total = Double(errors.count)
    count = errors.count
    mape = errors.reduce(0, +) / total
    rmspe = (errors.reduce(0) { $0 + $1 * $1 } / total).squareRoot()
    mae = differences.reduce(0, +) / total
    rmse = (differences.reduce(0) { $0 + $1 * $1 } / total).squareRoot()
    within = Self.bounds.map { bound in Double(errors.count { $0 <= bound }) / total }
    let around = zip(differences, predictions).map { $1 > 0 ? $0 / $1 : .infinity }
    withinOfPrediction = Self.bounds.map { bound in Double(around.count { $0 <= bound }) / total }
    spearman = RankCorrelation.spearman(predictions, truths)
    kendall = RankCorrelation.kendall(predictions, truths)
    let sign: Double = smallerIsBetter ? -1 : 1
    let (guesses, values) = (predictions.map { sign * $0 }, truths.map { sign * $0 })
    ndcg = Self.depths.map { RankingQuality.ndcg(guesses, values, first: $0) }
    regret = Self.depths.map { RankingQuality.regret(guesses, values, first: $0) }
  }
}
