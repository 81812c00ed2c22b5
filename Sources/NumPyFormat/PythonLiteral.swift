/// A value that a Python expression without calls and names spells, as `ast.literal_eval` reads it.
package indirect enum PythonLiteral: Sendable, Equatable {
  case none
  case bool(Bool)
  case integer(Int)
  case text(String)
  case tuple([PythonLiteral])
  case list([PythonLiteral])
  /// The pairs in the order of the text; a key may come twice.
  case dictionary([(key: PythonLiteral, value: PythonLiteral)])

  /// The value of the last pair with this key; `nil` if there is none or this is no dictionary.
  package subscript(key: String) -> PythonLiteral? {
    guard case .dictionary(let pairs) = self else { return nil }
    return pairs.last { $0.key == .text(key) }?.value
  }

  /// Whether two literals spell the same; pairs are compared in their order.
  package static func == (left: PythonLiteral, right: PythonLiteral) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.text(let left), .text(let right)): left == right
    case (.tuple(let left), .tuple(let right)), (.list(let left), .list(let right)): left == right
    case (.dictionary(let left), .dictionary(let right)): left.elementsEqual(right, by: ==)
    default: false
    }
  }
}
