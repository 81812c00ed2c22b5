package import ComputationGraph

extension ElementType {
  /// The type behind a `TensorType` of TensorFlow Lite's schema; `nil` for handles to resources,
  /// variants, and numbers not known.
  package init?(tfLite code: Int8) {
    guard code >= 0, Int(code) < Self.tfLiteOrder.count, let type = Self.tfLiteOrder[Int(code)]
    else { return nil }
    self = type
  }

  private static let tfLiteOrder: [ElementType?] = [
    .float32, .float16, .int32, .uint8, .int64, .string, .bool, .int16, .complex64, .int8, .float64,
    .complex128, .uint64, nil, nil, .uint32, .uint16, .int4, .bfloat16, .int2, .uint4,
    .float8e4m3fn, .float8e5m2,
  ]
}
