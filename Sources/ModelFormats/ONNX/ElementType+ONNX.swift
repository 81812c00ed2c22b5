package import ComputationGraph

extension ElementType {
  /// The type behind a TensorProto.DataType; `nil` for 0 (undefined) and numbers not known.
  package init?(onnx code: Int32) {
    guard code > 0, Int(code) <= Self.onnxOrder.count else { return nil }
    self = Self.onnxOrder[Int(code) - 1]
  }

  /// The TensorProto.DataType of this type.
  var onnxCode: Int32 {
    Int32((Self.onnxOrder.firstIndex(of: self) ?? -1) + 1)
  }

  /// The types from 1 on, as TensorProto.DataType numbers them.
  private static let onnxOrder: [ElementType] = [
    .float32, .uint8, .int8, .uint16, .int16, .int32, .int64, .string, .bool, .float16, .float64,
    .uint32, .uint64, .complex64, .complex128, .bfloat16, .float8e4m3fn, .float8e4m3fnuz,
    .float8e5m2, .float8e5m2fnuz, .uint4, .int4, .float4e2m1, .float8e8m0, .uint2, .int2,
  ]
}
