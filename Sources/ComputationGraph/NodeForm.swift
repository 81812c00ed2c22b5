/// An operator and its attributes.
package struct Operation: Sendable, Equatable {
  /// The operator.
  package var op: String
  /// The attributes sorted by name, in their normal form.
  package var attributes: [Attribute]

  /// Describes an operation.
  package init(_ op: String, _ attributes: [Attribute] = []) {
    self.op = op
    self.attributes = attributes
  }
}

/// All of a node but its name and its connections.
package struct NodeForm: Sendable {
  /// What it does, by number in the vocabulary.
  package var operation: Int32
  /// The types of what it computes, by number in the vocabulary.
  package var results: [Int32]
  /// Floating-point operations, `nil` where not known.
  package var flops: Int?
  /// Multiply-accumulates, `nil` where not known.
  package var macs: Int?
  /// Bytes that pass through memory, `nil` where not known.
  package var bytes: Int?
  /// What could not be settled, and why.
  package var notes: [String]
  /// The operand positions, as bits, that the attributes spell out if a weight stands there.
  package var folded: UInt64

  /// Describes a form.
  package init(
    _ operation: Int32, results: [Int32], flops: Int? = nil, macs: Int? = nil, bytes: Int? = nil,
    notes: [String] = [], folded: UInt64 = 0
  ) {
    self.operation = operation
    self.results = results
    self.flops = flops
    self.macs = macs
    self.bytes = bytes
    self.notes = notes
    self.folded = folded
  }
}

/// A shape and an element type: all of a value but its name.
package struct ValueType: Sendable, Equatable {
  /// The dimensions; `nil` where not even the rank is known.
  package var shape: Shape?
  /// The element type, where known.
  package var element: ElementType?

  /// Describes a type.
  package init(_ shape: Shape?, _ element: ElementType?) {
    self.shape = shape
    self.element = element
  }
}
