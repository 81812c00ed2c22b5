internal import ByteReading
internal import ComputationGraph
internal import ProtobufFormat

/// A small tensor with known values, as an operand or an attribute.
struct ONNXConstant {
  let type: ElementType
  let dims: [Int64]
  private let words: [UInt64]

  /// The tensor of an attribute's value; `nil` for texts and types that hold no such numbers.
  ///
  /// With `isList`, one number is a list of one and not a scalar.
  init?(_ value: AttributeValue, type: ElementType?, isList: Bool) {
    let type = type ?? value.elementType
    guard let type else { return nil }
    self.type = type
    switch value {
    case .int(let number): (dims, words) = (isList ? [1] : [], [Self.encode(number, type)])
    case .ints(let numbers):
      (dims, words) = ([Int64(numbers.count)], numbers.map { Self.encode($0, type) })
    case .float(let number): (dims, words) = (isList ? [1] : [], [Self.encode(number, type)])
    case .floats(let numbers):
      (dims, words) = ([Int64(numbers.count)], numbers.map { Self.encode($0, type) })
    case .string, .strings: return nil
    }
  }

  /// Writes the fields of the TensorProto.
  func write(name: String, to tensor: inout ProtobufWriter) {
    for dim in dims { tensor.write(1, int64: dim) }
    tensor.write(2, int64: Int64(type.onnxCode))
    if !name.isEmpty { tensor.write(8, text: name) }
    var raw: [UInt8] = []
    for word in words {
      for byte in 0..<max(1, type.bitWidth / 8) {
        raw.append(UInt8(truncatingIfNeeded: word >> (8 * UInt64(byte))))
      }
    }
    tensor.write(9, bytes: raw.bytes)
  }

  private static func encode(_ number: Int64, _ type: ElementType) -> UInt64 {
    type.isFloat ? encode(Float(number), type) : UInt64(bitPattern: number)
  }

  private static func encode(_ number: Float, _ type: ElementType) -> UInt64 {
    switch type {
    case .float32: UInt64(number.bitPattern)
    case .float64: Double(number).bitPattern
    case .float16: UInt64(Float16(number).bitPattern)
    case .bfloat16: UInt64(number.bitPattern >> 16)
    default: UInt64(bitPattern: Int64(exactly: number.rounded()) ?? 0)
    }
  }
}

extension AttributeValue {
  /// The type of a tensor of such values; `nil` for texts.
  fileprivate var elementType: ElementType? {
    switch self {
    case .int, .ints: .int64
    case .float, .floats: .float32
    case .string, .strings: nil
    }
  }
}
