internal import Statistics

/// One axis of a chart.
package struct ChartAxis: Sendable {
  /// What stands beside it, with its unit.
  package var name: String
  /// Whether equal factors, not equal differences, are equally long.
  package var isLogarithmic: Bool
  /// The least and the largest value; none if the axis spans what is drawn.
  package var range: ClosedRange<Double>?

  /// Describes an axis.
  package init(_ name: String, _ range: ClosedRange<Double>? = nil, isLogarithmic: Bool = false) {
    self.name = name
    self.range = range
    self.isLogarithmic = isLogarithmic
  }

  /// Where a value stands: itself or its logarithm to base ten, which may not be finite.
  func position(of value: Double) -> Double {
    isLogarithmic ? Logarithm.decimal(value) : value
  }

  /// The positions of the ends of an axis on which these values are drawn. Logarithms get a margin.
  func span(of values: [Double]) -> ClosedRange<Double> {
    let ends = range.map { [$0.lowerBound, $0.upperBound] } ?? values
    let positions = ends.map(position).filter(\.isFinite)
    guard let low = positions.min(), let high = positions.max() else { return 0...1 }
    if isLogarithmic, range == nil {
      let margin = max((high - low) * 0.04, 0.02)
      return low - margin...high + margin
    }
    return high > low ? low...high : low - 0.5...low + 0.5
  }

  /// The positions between two ends that are marked, and what is written there.
  func ticks(in span: ClosedRange<Double>) -> [(position: Double, text: String)] {
    guard isLogarithmic else {
      return Scale.ticks(from: span.lowerBound, to: span.upperBound).map { ($0, Scale.text($0)) }
    }
    let digits = span.upperBound - span.lowerBound > 4 ? [1.0] : [1, 2, 5]
    let (first, last) = (span.lowerBound.rounded(.down), span.upperBound.rounded(.up))
    return stride(from: first, through: last, by: 1).flatMap { exponent in
      digits.map { (exponent + Logarithm.decimal($0), $0) }
        .filter { span.contains($0.0) }
        .map { ($0.0, Scale.text($0.1 * Self.tenTo(Int(exponent)))) }
    }
  }

  private static func tenTo(_ exponent: Int) -> Double {
    let value = (0..<exponent.magnitude).reduce(1.0) { value, _ in value * 10 }
    return exponent < 0 ? 1 / value : value
  }
}
