/// Why a line is not the record that it should be.
package struct RecordError: Error, Equatable, Sendable {
  /// The line in its stream, from 1, where that is known.
  package var line: Int?
  /// The column of the first byte that could not be accepted, from 1.
  package let column: Int
  /// The way to the value, such as `nodes[3].op`; empty for the record as a whole.
  package let path: String
  /// What was found.
  package let found: String
  /// What was expected.
  package let expected: String

  /// Describes a refusal of a whole record.
  package init(
    line: Int? = nil, column: Int = 1, path: String = "", found: String, expected: String
  ) {
    self.line = line
    self.column = column
    self.path = path
    self.found = found
    self.expected = expected
  }

  /// The refusal of a line whose JSON text was refused.
  package init(_ error: JSONError, line: Int? = nil) {
    self.init(
      line: line, column: error.offset + 1, path: error.path, found: error.found,
      expected: error.expected)
  }

  /// The words without the place: `nodes[3].op: found 7; expected a string`.
  package var message: String {
    (path.isEmpty ? "" : path + ": ") + "found \(found); expected \(expected)"
  }
}

extension RecordError: CustomStringConvertible {
  /// One line: `12:340: nodes[3].op: found 7; expected a string`, or `column 340: …` without a line.
  package var description: String {
    (line.map { "\($0):" } ?? "column ") + "\(column): \(message)"
  }
}
