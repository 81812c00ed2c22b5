/// What repeated figures have become, and what was left out on the way.
package struct Reduction: Sendable, Equatable {
  /// Figures that were left out for one reason.
  package struct LeftOut: Sendable, Equatable {
    /// Why.
    package let reason: Reason
    /// Their places among all figures, from 0, list after list.
    package let places: [Int]

    /// Names figures and the reason why they are left out.
    package init(reason: Reason, places: [Int]) {
      self.reason = reason
      self.places = places
    }
  }

  /// Why figures are left out.
  package enum Reason: String, Sendable {
    case belowLowerQuartile = "below the first quartile of its list"
    case aboveUpperQuartile = "above the third quartile of its list"
    case listBelow = "mean of its list below the first quartile of the means"
    case listAbove = "mean of its list above the third quartile of the means"
    case trimmedLow = "among the smallest"
    case trimmedHigh = "among the largest"
    case outlierLow = "outlier below"
    case outlierHigh = "outlier above"
  }

  /// The one figure.
  package var value = 0.0
  /// The standard deviation of the figures that were kept; `nil` for fewer than two.
  package var deviation: Double?
  /// How many figures were kept.
  package var kept = 0
  /// How many there were.
  package var total = 0
  /// What was left out.
  package var leftOut: [LeftOut] = []
  /// How many more the rule would have left out, had the cap let it.
  package var spared = 0
  /// How many lists had no figure between their quartiles, so that their median stands for them:
  /// two figures always lie outside of their own quartiles. Eagle itself goes on with NaN.
  package var medians = 0
}
