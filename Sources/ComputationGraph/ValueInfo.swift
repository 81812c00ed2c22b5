/// The dimensions of a tensor; `nil` is one that inference could not settle.
package typealias Shape = [Int?]

/// What is known of a value: its name in the source file, its shape and its element type.
package struct ValueInfo: Sendable, Equatable {
  /// The tensor's name in the source; never part of an identity.
  package var name: String?
  /// The dimensions; `nil` where not even the rank is known, `[]` for a scalar.
  package var shape: Shape?
  /// The element type, where known.
  package var type: ElementType?

  /// Describes a value.
  package init(name: String? = nil, shape: Shape?, type: ElementType?) {
    self.name = name
    self.shape = shape
    self.type = type
  }

  /// The number of elements, or `nil` if a dimension is not known or the product overflows.
  package var elementCount: Int? {
    guard let shape else { return nil }
    var count = 1
    for dimension in shape {
      guard let dimension, dimension >= 0 else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }

  /// The number of bytes (packed, rounded up), or `nil` where it is not known.
  package var byteCount: Int? {
    guard let elementCount, let type else { return nil }
    let (bits, overflow) = elementCount.multipliedReportingOverflow(by: type.bitWidth)
    return overflow ? nil : bits / 8 + (bits % 8 == 0 ? 0 : 1)
  }
}
