/// Why a text is no condition, and where.
package struct ConditionError: Error, Equatable, Sendable {
  /// The first character that could not be accepted, from 1.
  package let position: Int
  /// What was found.
  package let found: String
  /// What was expected.
  package let expected: String
}

extension ConditionError: CustomStringConvertible {
  /// One line: `character 9: found "fast"; expected a time such as 5ms`.
  package var description: String {
    "character \(position): found \(found); expected \(expected)"
  }
}
