/// Why bytes are not the JSON that was expected, and where.
package struct JSONError: Error, Equatable, Sendable {
  /// The position of the first byte that could not be accepted, from the start of the text.
  package let offset: Int
  /// What stands there.
  package let found: String
  /// What should stand there.
  package let expected: String

  /// Describes a refusal.
  package init(at offset: Int, found: String, expected: String) {
    self.offset = offset
    self.found = found
    self.expected = expected
  }
}

extension JSONError: CustomStringConvertible {
  /// One line: `byte 17: found '}'; expected a value`.
  package var description: String { "byte \(offset): found \(found); expected \(expected)" }
}
