internal import Datasets
internal import RecordStreams
package import Statistics

/// What the figures of a series are normalised by, so that it can be undone.
package struct SeriesScale: Sendable, Equatable {
  /// What is done.
  package let kind: Normalisation
  /// What is subtracted: the minimum or the mean; 0 for a logarithm.
  package let offset: Double
  /// What is divided by: the range or the deviation; 1 where that is 0, and for a logarithm.
  package let factor: Double
  /// The unit of the figures as they were.
  package let unit: String

  /// Describes a transform.
  package init(kind: Normalisation, offset: Double, factor: Double, unit: String) {
    self.kind = kind
    self.offset = offset
    self.factor = factor
    self.unit = unit
  }

  /// Finds the transform of a series.
  package init(_ kind: Normalisation, of distribution: Distribution, unit: String) throws {
    switch kind {
    case .minmax:
      let range = distribution.maximum - distribution.minimum
      self.init(
        kind: kind, offset: distribution.minimum, factor: range > 0 ? range : 1, unit: unit)
    case .zscore:
      let summary = try DistributionSummary(distribution)
      let (mean, count) = (distribution.mean, Double(distribution.count))
      let deviation = (summary?.deviation ?? 0) * ((count - 1) / count).squareRoot()
      self.init(kind: kind, offset: mean, factor: deviation > 0 ? deviation : 1, unit: unit)
    case .log, .none: self.init(kind: kind, offset: 0, factor: 1, unit: unit)
    }
  }

  /// The figure on the common scale; `nil` for the logarithm of what is not more than 0.
  package func applied(to value: Double) -> Double? {
    switch kind {
    case .minmax, .zscore: (value - offset) / factor
    case .log: value > 0 ? Logarithm.natural(value) : nil
    case .none: value
    }
  }

  /// The figure as it was.
  package func undone(_ value: Double) -> Double {
    switch kind {
    case .minmax, .zscore: value * factor + offset
    case .log: Logarithm.exponential(value)
    case .none: value
    }
  }
}
