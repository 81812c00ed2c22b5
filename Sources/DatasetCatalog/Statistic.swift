internal import Statistics

/// What figures are summed up to.
package enum Statistic: String, Sendable, CaseIterable {
  case count, mean, deviation, min, p1, p5, p25, median, p75, p95, p99, max

  /// Whether it can be told from a running total, without keeping the figures.
  var isRunning: Bool { [.count, .mean, .min, .max].contains(self) }
}

/// How figures are summed up.
package struct Aggregation: Sendable, Equatable {
  /// The fields that figures of one group agree in.
  package var groups: [String]
  /// What is told of each group.
  package var statistics: [Statistic]

  /// Asks for statistics of groups.
  package init(groups: [String], statistics: [Statistic]) {
    self.groups = groups
    self.statistics = statistics
  }
}

/// The figures of one group, as far as the statistics need them.
struct FigureGroup {
  private(set) var count = 0
  private var sum = CompensatedSum()
  private var minimum = Double.infinity
  private var maximum = -Double.infinity

  /// Adds a figure.
  mutating func add(_ value: Double) {
    count += 1
    sum.add(value)
    minimum = min(minimum, value)
    maximum = max(maximum, value)
  }

  /// A statistic that is told from running totals.
  func value(of statistic: Statistic) -> CatalogValue {
    switch statistic {
    case .mean: .real(sum.value / Double(count))
    case .min: .real(minimum)
    case .max: .real(maximum)
    default: .integer(Int64(count))
    }
  }
}

extension DistributionSummary {
  /// A statistic of all figures.
  func value(of statistic: Statistic) -> CatalogValue {
    switch statistic {
    case .count: .integer(Int64(count))
    case .mean: .real(mean)
    case .deviation: deviation.map { .real($0) } ?? .null
    case .min: .real(minimum)
    case .max: .real(maximum)
    case .p1: .real(quantileValues[0])
    case .p5: .real(quantileValues[1])
    case .p25: .real(quantileValues[2])
    case .median: .real(quantileValues[3])
    case .p75: .real(quantileValues[4])
    case .p95: .real(quantileValues[5])
    case .p99: .real(quantileValues[6])
    }
  }
}
