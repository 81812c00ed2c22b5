/// The value of an operator's attribute.
@usableFromInline
package enum AttributeValue: Sendable, Equatable {
  case int(Int64)
  case float(Float)
  case string(String)
  case ints([Int64])
  case floats([Float])
  case strings([String])

  /// Whether two values are written alike: zeros of either sign are not, and a NaN is itself.
  @usableFromInline
  package static func == (left: AttributeValue, right: AttributeValue) -> Bool {
    switch (left, right) {
    case (.int(let left), .int(let right)): left == right
    case (.float(let left), .float(let right)): left.bitPattern == right.bitPattern
    case (.string(let left), .string(let right)): left == right
    case (.ints(let left), .ints(let right)): left == right
    case (.floats(let left), .floats(let right)):
      left.elementsEqual(right) { $0.bitPattern == $1.bitPattern }
    case (.strings(let left), .strings(let right)): left == right
    default: false
    }
  }
}

/// A named attribute; a node keeps its attributes sorted by name.
@usableFromInline
package struct Attribute: Sendable, Equatable {
  /// The attribute's name in ONNX's vocabulary.
  @usableFromInline package var name: String
  /// The attribute's value.
  package var value: AttributeValue

  /// Makes a named attribute.
  package init(name: String, value: AttributeValue) {
    self.name = name
    self.value = value
  }

  /// Whether the attribute has this name. Lengths differ mostly, and are compared much faster; and
  /// what is not inlined elsewhere is handed a copy of the attribute.
  @inlinable
  package func isNamed(_ name: String) -> Bool {
    self.name.utf8.count == name.utf8.count && self.name == name
  }
}
