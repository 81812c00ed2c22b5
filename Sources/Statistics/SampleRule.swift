/// How repeated figures become one.
package enum SampleRule: Sendable, Equatable {
  /// Eagle's: of each list the figures from its first to its third quartile, both included, and
  /// their mean; then the same once more with these means.
  case eagle
  /// The mean of all.
  case mean
  /// The middle one.
  case median
  /// The smallest.
  case min
  /// The mean without this share, from 0 and below 0.5, at either end.
  case trimmed(Double)
  /// The mean without those whose modified z-score is more than this.
  case mad(Double)
  /// The mean without those further than this many interquartile ranges beyond the quartiles.
  case iqr(Double)

  /// Reads `eagle`, `mean`, `median`, `min`, `trimmed:0.1`, `mad:3.5` or `iqr:1.5`.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let number = parts.count > 1 ? Double(parts[1]) : nil
    switch (parts[0], parts.count, number) {
    case ("eagle", 1, _): self = .eagle
    case ("mean", 1, _): self = .mean
    case ("median", 1, _): self = .median
    case ("min", 1, _): self = .min
    case ("trimmed", 2, let share?) where share >= 0 && share < 0.5: self = .trimmed(share)
    case ("mad", 2, let limit?) where limit > 0 && limit.isFinite: self = .mad(limit)
    case ("iqr", 2, let factor?) where factor >= 0 && factor.isFinite: self = .iqr(factor)
    default: return nil
    }
  }

  /// Whether it takes out what lies far away, however much that is: only then does a cap matter.
  package var judgesOutliers: Bool {
    switch self {
    case .mad, .iqr: true
    default: false
    }
  }
}

extension SampleRule: CustomStringConvertible {
  /// The rule as it is written on a command line.
  package var description: String {
    switch self {
    case .eagle: "eagle"
    case .mean: "mean"
    case .median: "median"
    case .min: "min"
    case .trimmed(let share): "trimmed:\(share)"
    case .mad(let limit): "mad:\(limit)"
    case .iqr(let factor): "iqr:\(factor)"
    }
  }
}
