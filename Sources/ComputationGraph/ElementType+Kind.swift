extension ElementType {
  /// Whether its numbers have fractions.
  package var isFloat: Bool {
    switch self {
    case .float32, .float16, .float64, .bfloat16, .float8e4m3fn, .float8e4m3fnuz, .float8e5m2,
      .float8e5m2fnuz, .float4e2m1, .float8e8m0:
      true
    default: false
    }
  }

  /// Whether its numbers are those that weights are quantised to.
  package var isQuantised: Bool {
    switch self {
    case .int8, .uint8, .int16, .int4, .uint4, .int2, .uint2: true
    default: false
    }
  }
}
