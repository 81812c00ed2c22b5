internal import ComputationGraph
internal import RecordStreams

/// The made-up values of one tensor, which depend on the seed, its name and its place alone.
struct SyntheticValues {
  /// The number of elements.
  let count: Int
  /// Their type.
  let type: ElementType
  /// What they do.
  let distribution: Distribution
  /// The state that the generator starts in.
  private var state: UInt64

  /// How values are spread.
  enum Distribution: Equatable {
    case constant(Float)
    case normal(deviation: Float)
  }

  /// Makes `count` values for a tensor of this name; `nil` if its type has none of ours (strings).
  init?(tensor: ONNXTensor, count: Int, name: String, role: ONNXWeightRole, seed: UInt64) {
    guard let type = tensor.elementType, type != .string else { return nil }
    self.count = count
    self.type = type
    distribution = Self.distribution(role, dims: tensor.dims, type: type)
    // FNV-1a, so that a tensor's values do not depend on the tensors before it.
    state = name.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// The size of all values in `raw_data`; the largest number where no number holds it.
  var byteCount: Int {
    let (bits, overflow) = count.multipliedReportingOverflow(by: type.bitWidth)
    return overflow ? .max : bits / 8 + (bits % 8 == 0 ? 0 : 1)
  }

  /// Writes the values as `raw_data` holds them, a block at a time.
  func write(to sink: any ByteSink) throws(StreamError) {
    var copy = self
    var left = byteCount
    var block: [UInt8] = []
    block.reserveCapacity(1 << 16)
    while left > 0 {
      block.removeAll(keepingCapacity: true)
      copy.appendBlock(of: min(left, 1 << 16), to: &block)
      try sink.write(block)
      left -= block.count
    }
  }

  private mutating func appendBlock(of size: Int, to block: inout [UInt8]) {
    guard let width = elementWidth else {
      // Types narrower than a byte and those without arithmetic here are zero, which all have.
      block.append(contentsOf: repeatElement(0, count: size))
      return
    }
    for _ in 0..<size / width {
      var bits = encode(next())
      for _ in 0..<width {
        block.append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
      }
    }
  }

  private var elementWidth: Int? {
    switch type {
    case .float32, .float16, .bfloat16, .float64, .int8, .uint8, .int16, .uint16, .int32, .uint32,
      .int64, .uint64, .bool:
      type.bitWidth / 8
    default: nil
    }
  }

  private mutating func next() -> Float {
    switch distribution {
    case .constant(let value): return value
    case .normal(let deviation):
      // SplitMix64, and the sum of its four 16-bit parts: mean 2, variance 1/3 in units of 2^16.
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      bits ^= bits >> 31
      let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + bits >> 48
      return (Float(sum) * 0x1p-16 - 2) * 1.732_050_8 * deviation
    }
  }

  private func encode(_ value: Float) -> UInt64 {
    switch type {
    case .float32: UInt64(value.bitPattern)
    case .float64: Double(value).bitPattern
    case .float16: UInt64(Float16(value).bitPattern)
    case .bfloat16: UInt64(value.bitPattern >> 16)
    default: UInt64(bitPattern: Int64(value))
    }
  }

  private static func distribution(
    _ role: ONNXWeightRole, dims: [Int64], type: ElementType
  ) -> Distribution {
    switch role {
    case .one: return .constant(1)
    case .zero: return .constant(0)
    case .slope: return .constant(0.25)
    case .step: return .constant(1 / 64)
    case .kernel(let fanIn):
      switch type {
      case .int8: return .normal(deviation: 24)
      case .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64, .bool: return .constant(1)
      default: return .normal(deviation: (2 / max(1, inputs(dims, fanIn))).squareRoot())
      }
    case .unknown:
      // An index of 0 exists in whatever it points into.
      let isFloat = type.floatDecoder != nil
      return isFloat && dims.count > 1 ? .normal(deviation: 0.02) : .constant(isFloat ? 1 : 0)
    }
  }

  private static func inputs(_ dims: [Int64], _ fanIn: ONNXWeightRole.FanIn) -> Float {
    var counted = dims
    switch fanIn {
    case .allButFirst: counted = Array(dims.dropFirst())
    case .allButSecond: if dims.count > 1 { counted.remove(at: 1) }
    case .lastButOne: counted = Array(dims.dropLast().suffix(1))
    }
    return counted.reduce(1) { $0 * Float($1) }
  }
}
