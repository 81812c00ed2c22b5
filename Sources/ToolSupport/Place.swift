/// Where in an input something was found, as messages name it: `gt.txt:7:3`.
package struct Place: Sendable, Equatable {
  /// The input's name.
  package var input: String
  /// The line, from 1.
  package var line: Int?
  /// The column in bytes, from 1.
  package var column: Int?

  /// Names a place.
  package init(_ input: String, line: Int? = nil, column: Int? = nil) {
    self.input = input
    self.line = line
    self.column = column
  }
}

extension Place: CustomStringConvertible {
  /// `FILE`, `FILE:LINE` or `FILE:LINE:COLUMN`.
  package var description: String {
    guard let line else { return input }
    guard let column else { return "\(input):\(line)" }
    return "\(input):\(line):\(column)"
  }
}
