/// How figures are brought to a common scale.
package enum Normalisation: String, Sendable, CaseIterable {
  /// (v - minimum) / (maximum - minimum); 0 where all are equal.
  case minmax
  /// (v - mean) / deviation, the deviation over n as numpy's; 0 where all are equal.
  case zscore
  /// The natural logarithm.
  case log
  /// As they are.
  case none
}
