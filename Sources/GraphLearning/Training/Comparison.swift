internal import Statistics

/// What a comparing predictor learns of two networks.
///
/// Reference: arXiv 2007.08668, section 4; Eagle's `binary_classifier`.
package enum Comparison: String, Sendable, CaseIterable {
  /// Nothing: figures are predicted.
  case none
  /// The softmax of the two figures, from both networks' rows together.
  case pair
  /// The same from one score each.
  case naive
  /// (1 + first − second) / 2, from both rows together.
  case oneWay = "one-way"
  /// 1 if the first figure is the larger, else 0.
  case oneWayHard = "one-way-hard"

  /// The head of the network that learns it.
  var head: BRPNASNetwork.Head {
    switch self {
    case .none: .figure
    case .pair: .pair
    case .naive: .naive
    case .oneWay, .oneWayHard: .oneWay
    }
  }

  /// The probability that the first of two scaled figures is to be named the larger.
  package func target(_ first: Float, _ second: Float) -> Float {
    switch self {
    case .none, .pair, .naive: Float(1 / (1 + Logarithm.exponential(Double(second - first))))
    case .oneWay: min(max((first - second + 1) / 2, 0), 1)
    case .oneWayHard: first > second ? 1 : 0
    }
  }

  /// What the loss of a perfect answer is: upstream's Kullback–Leibler divergence leaves it out.
  package func entropy(_ target: Float) -> Float {
    guard self == .pair || self == .naive else { return 0 }
    return [target, 1 - target].reduce(0) { sum, share in
      share > 0 ? sum - share * Float(Logarithm.natural(Double(share))) : sum
    }
  }
}
