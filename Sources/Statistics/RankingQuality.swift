/// How well a list of predictions finds the best of a list of truths. Both have the same length, and
/// the larger value is the better one.
package enum RankingQuality {
  /// The normalised discounted cumulative gain of the first `k`; `nil` where the truths are constant.
  ///
  /// The relevance of a value is linear, 0 for the least truth and 1 for the greatest; the gain at
  /// rank r counts 1/log₂(r + 1); equal predictions share the mean of their gains (Järvelin and
  /// Kekäläinen, TOIS 2002; ties as McSherry and Najork, ECIR 2008, and scikit-learn have them).
  package static func ndcg(_ predictions: [Double], _ truths: [Double], first k: Int) -> Double? {
    guard let least = truths.min(), let greatest = truths.max(), greatest > least else {
      return nil
    }
    let relevance = truths.map { ($0 - least) / (greatest - least) }
    let discounts = (0..<min(k, truths.count)).map { 1 / Logarithm.binary(Double($0 + 2)) }
    let ideal = gain(of: relevance.sorted(by: >), discounts)
    let order = predictions.indices.sorted { predictions[$0] > predictions[$1] }
    return gain(of: sharedByTies(order, predictions, relevance), discounts) / ideal
  }

  /// How far the best of the `k` that are predicted best stays behind the best there is, as a share
  /// of the latter; `nil` where there are none, or the best is 0.
  ///
  /// Equal predictions keep the order of the list.
  package static func regret(_ predictions: [Double], _ truths: [Double], first k: Int) -> Double? {
    guard let best = truths.max(), best != 0 else { return nil }
    let order = predictions.indices.sorted {
      (predictions[$1], $0) < (predictions[$0], $1)
    }
    guard let found = order.prefix(k).map({ truths[$0] }).max() else { return nil }
    return (best - found) / abs(best)
  }

  private static func gain(of relevance: [Double], _ discounts: [Double]) -> Double {
    zip(relevance, discounts).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The relevance in the order of the predictions, equal predictions at the mean of theirs.
  private static func sharedByTies(
    _ order: [Int], _ predictions: [Double], _ relevance: [Double]
  ) -> [Double] {
    var shared: [Double] = []
    while shared.count < order.count {
      let tied = order[shared.count...].prefix {
        predictions[$0] == predictions[order[shared.count]]
      }
      let mean = tied.reduce(0) { $0 + relevance[$1] } / Double(tied.count)
      shared += Array(repeating: mean, count: tied.count)
    }
    return shared
  }
}
