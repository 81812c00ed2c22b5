/// Quantiles as numpy's `percentile` computes them by default.
package enum Quantile {
  /// The quantile of values in ascending order, at least one.
  ///
  /// With h = (n - 1)·p, i = ⌊h⌋ and t = h - i it is the point at t between a[i] and a[i+1]. numpy
  /// measures from the nearer end, so that rounding is the same in both directions:
  /// a[i] + d·t below one half, and a[i+1] - d·(1 - t) from there on, d = a[i+1] - a[i].
  ///
  /// - Parameters:
  ///   - p: The quantile, from 0 to 1: 0.25 is the first quartile.
  ///   - sorted: The values.
  /// - Returns: The quantile.
  package static func linear(_ p: Double, of sorted: Span<Double>) -> Double {
    linear(p, count: sorted.count) { sorted[$0] }
  }

  /// The quantile of values in ascending order, at least one; see `linear(_:of:)`.
  package static func linear(_ p: Double, of sorted: [Double]) -> Double {
    linear(p, count: sorted.count) { sorted[$0] }
  }

  /// The quantile of values that can be asked for by their rank from 0; see `linear(_:of:)`.
  @inline(__always)
  package static func linear(_ p: Double, count: Int, _ value: (Int) -> Double) -> Double {
    let position = Double(count - 1) * p
    let index = Int(position.rounded(.down))
    guard index < count - 1 else { return value(count - 1) }
    return between(value(index), value(index + 1), at: position - Double(index))
  }

  /// The point between two neighbours in rank.
  private static func between(_ lower: Double, _ upper: Double, at share: Double) -> Double {
    let difference = upper - lower
    return share < 0.5 ? lower + difference * share : upper - difference * (1 - share)
  }

  /// The ranks, from 0, whose values `linear` asks for.
  package static func ranks(of p: Double, count: Int) -> ClosedRange<Int> {
    let index = min(Int((Double(count - 1) * p).rounded(.down)), count - 1)
    return index...min(index + 1, count - 1)
  }

  /// The middle value, or the mean of the two in the middle.
  package static func median(of sorted: [Double]) -> Double { linear(0.5, of: sorted) }
}
