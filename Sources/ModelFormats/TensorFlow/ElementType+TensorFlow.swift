package import ComputationGraph

extension ElementType {
  /// The type behind a number of TensorFlow's `DataType`; `nil` for handles to resources, variants,
  /// and numbers not known. References (a hundred more) count as what they refer to, quantised
  /// integers as integers.
  package init?(tensorFlow code: Int32) {
    guard let type = Self.tensorFlowTypes[code > 100 ? code - 100 : code] else { return nil }
    self = type
  }

  private static let tensorFlowTypes: [Int32: ElementType] = [
    1: .float32, 2: .float64, 3: .int32, 4: .uint8, 5: .int16, 6: .int8, 7: .string,
    8: .complex64, 9: .int64, 10: .bool, 11: .int8, 12: .uint8, 13: .int32, 14: .bfloat16,
    15: .int16, 16: .uint16, 17: .uint16, 18: .complex128, 19: .float16, 22: .uint32,
    23: .uint64, 24: .float8e5m2, 25: .float8e4m3fn, 29: .int4, 30: .uint4, 31: .int2, 32: .uint2,
  ]
}
