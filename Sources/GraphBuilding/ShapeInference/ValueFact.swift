import ComputationGraph

/// What is known so far of one value.
struct ValueFact: Sendable, Equatable {
  /// The dimensions; `nil` where not even the rank is known.
  var shape: Shape?
  /// The element type.
  var type: ElementType?
  /// The value itself, if it is constant and small.
  var constant: ConstantValue?
  /// Whether the value is the same in every run: a weight, or computed from weights alone.
  var isWeight = false
  /// Whether it was computed from the shape of a data value, and so may change with the batch.
  var followsShape = false
  /// Whether weights of the file went into it; scalars and whole numbers aside.
  var hasParameters = false

  var rank: Int? { shape?.count }

  /// The number of elements, if known.
  var count: Int? { shape?.product.value }

  /// The number of bytes in memory, if known.
  var byteCount: Int? { ValueInfo(shape: shape, type: type).byteCount }
}
