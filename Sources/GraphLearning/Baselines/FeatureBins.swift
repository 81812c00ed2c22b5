/// Features cut into bins at quantiles of the training points, so that a split is sought among the
/// bins and not among the points.
package struct FeatureBins: Sendable {
  /// The upper bounds of all bins but the last, ascending, of each feature.
  package let bounds: [[Double]]
  /// The bin of each point, feature by feature.
  package let bins: [[UInt8]]
  /// The number of points.
  package let count: Int

  /// The most bins of a feature.
  package static let most = 64

  /// Bins points of the same width.
  package init(of points: [[Double]]) {
    count = points.count
    var (bounds, bins): ([[Double]], [[UInt8]]) = ([], [])
    for feature in points.first.map({ Array($0.indices) }) ?? [] {
      let values = points.map { $0[feature] }
      let own = Self.bounds(of: values)
      bounds.append(own)
      bins.append(values.map { value in Self.bin(of: value, own) })
    }
    self.bounds = bounds
    self.bins = bins
  }

  /// Bounds halfway between neighbouring values, as many as there is room for.
  private static func bounds(of values: [Double]) -> [Double] {
    let sorted = values.sorted()
    var distinct: [Double] = []
    for value in sorted where value != distinct.last { distinct.append(value) }
    let halves = zip(distinct, distinct.dropFirst()).map { ($0 + $1) / 2 }
    guard halves.count >= most else { return halves }
    var bounds: [Double] = []
    for bin in 1..<most {
      let value = sorted[bin * sorted.count / most]
      if value != bounds.last { bounds.append(value) }
    }
    return bounds
  }

  private static func bin(of value: Double, _ bounds: [Double]) -> UInt8 {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if value <= bounds[middle] { high = middle } else { low = middle + 1 }
    }
    return UInt8(low)
  }
}
