/// Why architectures cannot be searched, and what was expected.
package struct SearchError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, and what was expected.
  package let description: String

  /// Describes a failure.
  package init(_ description: String) {
    self.description = description
  }
}
