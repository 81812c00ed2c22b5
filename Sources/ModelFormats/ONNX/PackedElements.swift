internal import ComputationGraph

/// Elements of one width, one after the other, least significant byte and nibble first.
struct PackedElements {
  let bytes: [UInt8]
  let bitWidth: Int
  private var position = 0

  init(bytes: [UInt8], bitWidth: Int) {
    self.bytes = bytes
    self.bitWidth = bitWidth
  }

  /// The bits of the next element; the caller knows how many there are.
  mutating func next() -> UInt64 {
    var value: UInt64 = 0
    if bitWidth < 8 {
      value = UInt64(bytes[position / 8]) >> UInt64(position % 8) & (1 << UInt64(bitWidth) - 1)
    } else {
      for index in 0..<bitWidth / 8 {
        value |= UInt64(bytes[position / 8 + index]) << UInt64(8 * index)
      }
    }
    position += bitWidth
    return value
  }
}

/// How an integer of some type is widened.
struct IntegerWidth {
  let bits: Int
  let isSigned: Bool

  /// The integer of which these are the low bits.
  func extend(_ value: UInt64) -> Int64 {
    let shift = UInt64(64 - bits)
    let high = value << shift
    return isSigned ? Int64(bitPattern: high) >> Int64(shift) : Int64(bitPattern: high >> shift)
  }

  /// The same for a value that a varint field held.
  func extend(_ value: Int64) -> Int64 {
    extend(UInt64(bitPattern: value))
  }

  /// Takes apart integers of which each holds a byte of several elements, low bits first.
  func unpack(_ stored: [Int64], count: Int) -> [Int64] {
    let perByte = 8 / bits
    // A wrong number of bytes shows as a wrong number of values.
    guard stored.count == (count + perByte - 1) / perByte else { return stored }
    return (0..<count).map { index in
      extend(stored[index / perByte] >> Int64(index % perByte * bits))
    }
  }
}

extension ElementType {
  /// The width of an integer or boolean, `nil` for other types.
  var integerWidth: IntegerWidth? {
    switch self {
    case .int8, .int16, .int32, .int64, .int4, .int2: IntegerWidth(bits: bitWidth, isSigned: true)
    case .uint8, .uint16, .uint32, .uint64, .uint4, .uint2, .bool:
      IntegerWidth(bits: bitWidth, isSigned: false)
    default: nil
    }
  }

  /// The field of TensorProto in which integers of this type stand.
  var onnxIntegerField: Int32 {
    switch self {
    case .int64: 7
    case .uint32, .uint64: 11
    default: 5
    }
  }

  /// Turns the bits of an element into a number, `nil` for types without one of ours.
  var floatDecoder: ((UInt64) -> Float)? {
    switch self {
    case .float32: { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) }
    case .float64: { Float(Double(bitPattern: $0)) }
    case .float16: { Float(Float16(bitPattern: UInt16(truncatingIfNeeded: $0))) }
    case .bfloat16: { Float(bitPattern: UInt32(truncatingIfNeeded: $0 & 0xFFFF) << 16) }
    default: nil
    }
  }
}
