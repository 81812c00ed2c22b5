/// Why a predictor cannot be trained, or a checkpoint cannot be used.
package struct TrainingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, and what was expected.
  package let description: String

  /// Describes a failure.
  package init(_ description: String) {
    self.description = description
  }
}
