package import Datasets

/// The figures that belong together: of one metric, on one platform, in one phase.
package struct Series: Hashable, Sendable, Comparable {
  /// The platform's name; empty for what is of the networks themselves.
  package let platform: String
  /// What was measured.
  package let metric: String
  /// `inference`, `training` or nothing.
  package let phase: String
  /// The unit.
  package let unit: String

  /// Names figures.
  package init(platform: String, metric: String, phase: String, unit: String) {
    self.platform = platform
    self.metric = metric
    self.phase = phase
    self.unit = unit
  }

  /// The figures that a measurement is one of.
  package init(_ measurement: Measurement) {
    self.init(
      platform: measurement.platform, metric: measurement.metric, phase: measurement.phase ?? "",
      unit: measurement.unit)
  }

  /// The order of tables: by platform, metric and phase.
  package static func < (left: Series, right: Series) -> Bool {
    (left.platform, left.metric, left.phase, left.unit)
      < (right.platform, right.metric, right.phase, right.unit)
  }
}
