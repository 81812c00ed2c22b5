internal import Statistics

/// How good predictions are.
package struct Metrics: Sendable, Equatable {
  /// The number of predictions.
  package let count: Int
  /// The mean of |p - y|/y.
  package let mape: Double
  /// The root of the mean of ((p - y)/y)².
  package let rmspe: Double
  /// The share with |p - y|/y at most 5 %.
  package let within5: Double
  /// The share with |p - y|/y at most 10 %.
  package let within10: Double
  /// Spearman's rank correlation, ties at their mean rank; `nil` where one side is constant.
  package let spearman: Double?
  /// Kendall's τ-b; `nil` where one side is constant.
  package let kendall: Double?

  /// Compares predictions with the truth; there must be at least one.
  package init(predictions: [Double], truths: [Double]) {
    precondition(predictions.count == truths.count && !truths.isEmpty)
    let errors = zip(predictions, truths).map { abs($0 - $1) / $1 }
    let total = Double(errors.count)
    count = errors.count
    mape = errors.reduce(0, +) / total
    rmspe = (errors.reduce(0) { $0 + $1 * $1 } / total).squareRoot()
    within5 = Double(errors.count { $0 <= 0.05 }) / total
    within10 = Double(errors.count { $0 <= 0.1 }) / total
    spearman = RankCorrelation.spearman(predictions, truths)
    kendall = RankCorrelation.kendall(predictions, truths)
  }
}
