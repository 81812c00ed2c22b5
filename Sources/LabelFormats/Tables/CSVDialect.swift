/// How a table's fields are told apart.
package struct CSVDialect: Sendable, Equatable {
  /// The byte between fields.
  package var separator: UInt8

  /// Fields stand apart by a comma, unless another byte is given.
  package init(separator: UInt8 = UInt8(ascii: ",")) {
    self.separator = separator
  }

  static let quote = UInt8(ascii: "\"")
}
