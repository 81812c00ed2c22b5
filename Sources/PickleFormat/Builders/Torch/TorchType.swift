internal import ByteReading
internal import NumPyFormat

/// The type of a tensor's elements, by the name that torch gives it.
package enum TorchType: String, Sendable, CaseIterable {
  case float64, float32, float16, bfloat16
  case float8e4m3fn = "float8_e4m3fn"
  case float8e5m2 = "float8_e5m2"
  case float8e4m3fnuz = "float8_e4m3fnuz"
  case float8e5m2fnuz = "float8_e5m2fnuz"
  case complex32, complex64, complex128
  case int64, int32, int16, int8, uint64, uint32, uint16, uint8, bool
  case qint8, quint8, qint32

  /// The bytes of one element.
  package var size: Int {
    switch self {
    case .complex128: 16
    case .float64, .int64, .uint64, .complex64: 8
    case .float32, .int32, .uint32, .qint32, .complex32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    default: 1
    }
  }

  /// The type of a storage's elements, by the name of its class: `FloatStorage`, `cuda.LongStorage`.
  /// Storages without a type hold bytes.
  package init?(storageClass name: PickleClassName) {
    let isTorch = ["torch", "torch.cuda", "torch.storage"].contains(name.module)
    guard isTorch, let type = Self.storageClasses[name.name] else { return nil }
    self = type
  }

  private static let storageClasses: [String: TorchType] = [
    "DoubleStorage": .float64, "FloatStorage": .float32, "HalfStorage": .float16,
    "BFloat16Storage": .bfloat16, "LongStorage": .int64, "IntStorage": .int32,
    "ShortStorage": .int16, "CharStorage": .int8, "ByteStorage": .uint8, "BoolStorage": .bool,
    "ComplexDoubleStorage": .complex128, "ComplexFloatStorage": .complex64,
    "QInt8Storage": .qint8, "QUInt8Storage": .quint8, "QInt32Storage": .qint32,
    "UntypedStorage": .uint8, "_UntypedStorage": .uint8,
  ]

  /// The classes of storages that are known.
  static var storageClassNames: [String] { storageClasses.keys.sorted() }

  /// Other names of types, which `torch` has as attributes too.
  static let aliases: [String: TorchType] = [
    "float": .float32, "double": .float64, "half": .float16, "long": .int64, "int": .int32,
    "short": .int16, "cfloat": .complex64, "cdouble": .complex128, "chalf": .complex32,
  ]

  /// numpy's type of the same elements, if it has one.
  func numPyType(_ order: ByteOrder) -> NumPyType? {
    switch self {
    case .float64, .float32, .float16: NumPyType(.float, size: size, order: order)
    case .complex64, .complex128: NumPyType(.complex, size: size, order: order)
    case .int64, .int32, .int16, .int8, .qint8, .qint32:
      NumPyType(.signed, size: size, order: order)
    case .uint64, .uint32, .uint16, .uint8, .quint8:
      NumPyType(.unsigned, size: size, order: order)
    case .bool: NumPyType(.bool, size: 1)
    default: nil
    }
  }

  /// The value of one element; the offset must lie inside the bytes.
  func scalar(in bytes: RawSpan, at offset: Int, _ order: ByteOrder) -> NumPyScalar {
    switch self {
    case .bfloat16:
      let bits = UInt32(bytes.number(at: offset, order, as: UInt16.self)) << 16
      return .float(Double(Float(bitPattern: bits)))
    case .complex32:
      return .complex(
        NumPyType.halfPrecision(bytes.number(at: offset, order, as: UInt16.self)),
        NumPyType.halfPrecision(bytes.number(at: offset + 2, order, as: UInt16.self)))
    case .float8e4m3fn: return .float(EightBitFloat.e4m3fn.value(bytes.byte(at: offset)))
    case .float8e5m2: return .float(EightBitFloat.e5m2.value(bytes.byte(at: offset)))
    case .float8e4m3fnuz: return .float(EightBitFloat.e4m3fnuz.value(bytes.byte(at: offset)))
    case .float8e5m2fnuz: return .float(EightBitFloat.e5m2fnuz.value(bytes.byte(at: offset)))
    default: return numPyType(order)?.scalar(in: bytes, at: offset) ?? .float(.nan)
    }
  }
}

/// The four ways to put a float into eight bits.
///
/// Reference: "FP8 Formats for Deep Learning", arXiv:2209.05433; for `fnuz` arXiv:2206.02915.
enum EightBitFloat {
  case e4m3fn, e5m2, e4m3fnuz, e5m2fnuz

  /// The number that a byte stands for.
  func value(_ bits: UInt8) -> Double {
    let width = self == .e4m3fn || self == .e4m3fnuz ? 3 : 2
    let bias = [.e4m3fn: 7, .e5m2: 15, .e4m3fnuz: 8, .e5m2fnuz: 16][self] ?? 0
    let isNegative = bits & 0x80 != 0
    let exponent = Int(bits & 0x7F) >> width
    let fraction = Int(bits) & (1 << width - 1)
    switch self {
    case .e4m3fn where bits & 0x7F == 0x7F: return .nan
    case .e5m2 where exponent == 31:
      return fraction != 0 ? .nan : isNegative ? -.infinity : .infinity
    case .e4m3fnuz where bits == 0x80, .e5m2fnuz where bits == 0x80: return .nan
    default: break
    }
    let significand = Double(exponent == 0 ? fraction : fraction + 1 << width)
    let magnitude = Double(
      sign: .plus, exponent: max(exponent, 1) - bias - width, significand: significand)
    return isNegative ? -magnitude : magnitude
  }
}
