/// Where a record comes from.
package struct Source: Sendable, Equatable {
  /// The format of the file, such as `onnx` or `nnlqp-gt`.
  package var format: String?
  /// The file, as it was named to the tool; a member of an archive is `archive.tar.gz/member`.
  package var path: String?
  /// The line in the file, from 1.
  package var line: Int?
  /// The key of the row in the source.
  package var id: String?
  /// The SHA-256 of the file in hexadecimal digits.
  package var sha256: String?
  /// The figure as it stood in the source, digit for digit.
  package var value: String?
  /// The unit of `value`, such as `ms`.
  package var unit: String?

  /// Names an origin.
  package init(
    format: String? = nil, path: String? = nil, line: Int? = nil, id: String? = nil,
    sha256: String? = nil, value: String? = nil, unit: String? = nil
  ) {
    self.format = format
    self.path = path
    self.line = line
    self.id = id
    self.sha256 = sha256
    self.value = value
    self.unit = unit
  }
}
