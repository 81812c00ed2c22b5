/// The type of one element of a tensor, with ONNX's vocabulary.
package enum ElementType: String, Sendable, CaseIterable {
  case float32, uint8, int8, uint16, int16, int32, int64, string, bool, float16, float64
  case uint32, uint64, complex64, complex128, bfloat16
  case float8e4m3fn, float8e4m3fnuz, float8e5m2, float8e5m2fnuz, uint4, int4, float4e2m1
  case float8e8m0, uint2, int2

  /// The size of one element in bits; 0 for strings, whose size is not in their type.
  package var bitWidth: Int {
    switch self {
    case .complex128: 128
    case .float64, .int64, .uint64, .complex64: 64
    case .float32, .int32, .uint32: 32
    case .float16, .bfloat16, .int16, .uint16: 16
    case .uint8, .int8, .bool, .float8e4m3fn, .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz,
      .float8e8m0:
      8
    case .uint4, .int4, .float4e2m1: 4
    case .uint2, .int2: 2
    case .string: 0
    }
  }
}
