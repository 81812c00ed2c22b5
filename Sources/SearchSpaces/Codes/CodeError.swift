/// Why a text is no code of a space, and where.
package struct CodeError: Error, Equatable, Sendable {
  /// The first byte of the text that could not be accepted, from 1; `nil` for the code as a whole.
  package let position: Int?
  /// What was found.
  package let found: String
  /// What was expected.
  package let expected: String

  /// Describes a refusal.
  package init(at position: Int? = nil, found: String, expected: String) {
    self.position = position
    self.found = found
    self.expected = expected
  }
}

extension CodeError: CustomStringConvertible {
  /// One line: `character 14: found "conv"; expected one of none, skip_connect`.
  package var description: String {
    (position.map { "character \($0): " } ?? "") + "found \(found); expected \(expected)"
  }
}
