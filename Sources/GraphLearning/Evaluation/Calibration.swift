internal import Statistics

/// How far a predictor was off on rows that were held back, and the intervals that follow from it.
///
/// Split conformal prediction (Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, JASA 2018, algorithm
/// 2) with the score |ln p - ln y|: of n scores, the ⌈(n + 1) c⌉-th smallest bounds the score of a new
/// row with a probability of at least c, if the new row is like those that were held back. The rows
/// that chose the best state of a run are a little too easy for it.
package struct Calibration: Sendable, Equatable {
  /// The scores of each platform, smallest first; infinite where the predictor gave no positive figure.
  package let scores: [[Double]]

  /// A calibration with these scores, in any order.
  package init(scores: [[Double]]) {
    self.scores = scores.map { $0.sorted() }
  }

  /// How far a prediction is off, as a difference of logarithms.
  package static func score(prediction: Double, truth: Double) -> Double {
    guard prediction > 0, truth > 0 else { return .infinity }
    return abs(Logarithm.natural(prediction / truth))
  }

  /// The interval around a prediction that holds the truth with a probability.
  ///
  /// - Parameters:
  ///   - prediction: The figure that is predicted, in any unit.
  ///   - platform: The platform's position.
  ///   - coverage: The probability, above 0 and below 1.
  ///   - spread: The unit of the scores: how uncertain this prediction is, where predictors say so.
  /// - Returns: The interval, in the same unit; `nil` where too few rows were held back to tell.
  package func interval(
    around prediction: Double, platform: Int, coverage: Double, spread: Double = 1
  ) -> (lower: Double, upper: Double)? {
    guard scores.indices.contains(platform), prediction > 0 else { return nil }
    let scores = scores[platform]
    let rank = (Double(scores.count + 1) * coverage).rounded(.up)
    guard rank >= 1, rank <= Double(scores.count) else { return nil }
    let score = scores[Int(rank) - 1]
    guard score.isFinite else { return nil }
    let factor = Logarithm.exponential(score * spread)
    return (prediction / factor, prediction * factor)
  }
}
