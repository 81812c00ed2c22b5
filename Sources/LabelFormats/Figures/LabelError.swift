/// Why a figure, a row or a file of labels is left out.
package struct LabelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was found and what was expected; the place is the caller's to name.
  package let description: String
  /// Where in the record it stands, in bytes from its start, where that is known.
  let offset: Int?

  /// Names what was found, and what was expected.
  init(_ description: String, at offset: Int? = nil) {
    self.description = description
    self.offset = offset
  }
}
