package import ByteReading

/// The type, shape and order of an array's elements.
package struct NumPyLayout: Sendable, Equatable {
  /// What the elements are.
  package var type: NumPyType
  /// The dimensions; none for a single element.
  package var shape: [Int]
  /// Whether the first index moves fastest, not the last.
  package var isFortranOrder: Bool
  /// The number of elements.
  package let count: Int

  /// The most dimensions, which is numpy's limit.
  static let mostDimensions = 64
  /// The most values that take no bytes, of which a few bytes can claim any number.
  static let mostWithoutBytes = 1 << 20

  /// Describes an array.
  ///
  /// - Parameters:
  ///   - type: What the elements are.
  ///   - shape: The dimensions.
  ///   - isFortranOrder: Whether the first index moves fastest.
  ///   - offset: Where the claim stands, for messages.
  /// - Throws: For a shape that no array has.
  package init(
    _ type: NumPyType, shape: [Int], isFortranOrder: Bool = false, at offset: Int = 0
  ) throws(FormatError) {
    guard let count = Self.count(of: shape),
      !count.multipliedReportingOverflow(by: type.size).overflow
    else { throw FormatError(.malformed("the shape \(shape.prefix(8))"), at: offset) }
    guard shape.count <= Self.mostDimensions else {
      throw FormatError(
        .overLimit("\(shape.count) dimensions, but at most \(Self.mostDimensions) are read"),
        at: offset)
    }
    // Rows before the first empty dimension, parts of no size and fields that overlap can be claimed
    // by the million without a byte.
    let rows = Self.count(of: Array(shape.prefix { $0 > 0 })) ?? .max
    let (parts, overflow) = rows.multipliedReportingOverflow(by: type.parts)
    guard !overflow, parts / 2 <= max(count * type.size, Self.mostWithoutBytes) else {
      throw FormatError(
        .overLimit(
          "\(overflow ? .max : parts) values in \(count * type.size) bytes, but at most \(Self.mostWithoutBytes) without bytes are read"
        ),
        at: offset)
    }
    self.type = type
    self.shape = shape
    self.isFortranOrder = isFortranOrder && shape.count > 1
    self.count = count
  }

  /// The number of bytes that the elements take.
  package var byteCount: Int { count * type.size }

  /// How many bytes lie between neighbours along each dimension.
  package var strides: [Int] {
    Self.strides(of: shape, size: type.size, isFortranOrder: isFortranOrder)
  }

  static func strides(of shape: [Int], size: Int, isFortranOrder: Bool) -> [Int] {
    var strides = [Int](repeating: 0, count: shape.count)
    var stride = size
    for axis in isFortranOrder ? Array(shape.indices) : shape.indices.reversed() {
      strides[axis] = stride
      // Wraps around only in an array without elements.
      stride &*= max(shape[axis], 1)
    }
    return strides
  }

  /// The product of dimensions; `nil` if one is negative or there is no such number.
  package static func count(of shape: [Int]) -> Int? {
    guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
    if shape.contains(0) { return 0 }
    var count = 1
    for dimension in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }
}
