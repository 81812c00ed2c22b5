/// Why a line of `gt.txt` is no label, and where.
package struct GTLineError: Error, Equatable, Sendable {
  /// The column of the field that could not be accepted, in bytes from 1.
  package let column: Int
  /// What stands there.
  package let found: String
  /// What should stand there.
  package let expected: String
}

extension GTLineError: CustomStringConvertible {
  /// What was found and what was expected; the place is the caller's to name.
  package var description: String { "\(found); expected \(expected)" }
}
