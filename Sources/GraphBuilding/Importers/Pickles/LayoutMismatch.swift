/// A value that is not where, or not what, a dataset's layout has it.
package struct LayoutMismatch: Error, Equatable, Sendable {
  /// The parts on the way to the value, innermost first.
  package private(set) var trail: [String] = []
  /// What was found.
  package let found: String
  /// What was expected.
  package let expected: String

  /// Says what was found and what was expected.
  package init(found: String, expected: String) {
    self.found = found
    self.expected = expected
  }

  /// The same mismatch, seen from one part further out.
  package func inside(_ part: String) -> LayoutMismatch {
    var mismatch = self
    mismatch.trail.append(part)
    return mismatch
  }
}

extension LayoutMismatch: CustomStringConvertible {
  /// One line, most general first: `entry 3: key: found a string; expected six operations`.
  package var description: String {
    let place = trail.reversed().map { $0 + ": " }.joined()
    return "\(place)found \(found); expected \(expected)"
  }
}
