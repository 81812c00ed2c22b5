/// How architectures are chosen.
package enum SearchStrategy: String, Sendable, CaseIterable {
  /// By what a predictor says of the whole pool.
  case predictor
  /// By chance.
  case random
  /// By ageing evolution on trained figures.
  case evolution
  /// By hill climbing on trained figures.
  case local
  /// By evolution on what a predictor says, for spaces that are too large to enumerate.
  case predictorEvolution = "predictor-evolution"

  /// Whether a predictor is asked.
  package var asksPredictor: Bool { self == .predictor || self == .predictorEvolution }
}
