/// A sum that keeps what rounding drops, so that its error does not grow with the number of terms.
///
/// A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 1974.
package struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var dropped = 0.0

  /// No terms so far.
  package init() {}

  /// Adds a term.
  package mutating func add(_ term: Double) {
    let next = sum + term
    dropped += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }

  /// The sum of all terms.
  package var value: Double { sum + dropped }
}

extension Sequence<Double> {
  /// The mean of the values; `nan` if there are none.
  package var mean: Double {
    var sum = CompensatedSum()
    var count = 0
    for value in self {
      sum.add(value)
      count += 1
    }
    return sum.value / Double(count)
  }
}

extension Collection<Double> {
  /// The standard deviation of a sample: √(Σ(x - mean)² / (n - 1)); `nil` for fewer than two values.
  package var sampleDeviation: Double? {
    guard count > 1 else { return nil }
    let mean = mean
    var squares = CompensatedSum()
    for value in self { squares.add((value - mean) * (value - mean)) }
    return (squares.value / Double(count - 1)).squareRoot()
  }
}
