extension Quantile {
  /// The range of the middle 95 of 100 values, which must be at least one and numbers.
  package static func middle(of values: [Double]) -> ClosedRange<Double> {
    let sorted = values.sorted()
    return linear(0.025, of: sorted)...linear(0.975, of: sorted)
  }
}
