internal import ByteReading
internal import ProtobufFormat

/// A named attribute of a node (AttributeProto).
package struct ONNXAttribute: Sendable {
  /// What an attribute may hold.
  package enum Value: Sendable {
    /// Nothing that this reader knows.
    case none
    /// The value of the calling node's attribute of this name; only in functions.
    case reference(String)
    case float(Float)
    case int(Int64)
    /// Bytes that are mostly, but need not be, UTF-8.
    case string([UInt8])
    indirect case tensor(ONNXTensor)
    indirect case graph(ONNXGraph)
    indirect case sparseTensor(ONNXSparseTensor)
    indirect case type(ONNXValueType)
    case floats([Float])
    case ints([Int64])
    case strings([[UInt8]])
    case tensors([ONNXTensor])
    case graphs([ONNXGraph])
    case sparseTensors([ONNXSparseTensor])
    case types([ONNXValueType])
  }

  /// The attribute's name.
  package var name: String
  /// Its value.
  package var value: Value
  /// Where the attribute begins in the file, for messages.
  package var offset: Int

  /// The integer, if it is one.
  package var int: Int64? {
    if case .int(let value) = value { value } else { nil }
  }

  /// The integers, if they are integers.
  package var ints: [Int64]? {
    if case .ints(let values) = value { values } else { nil }
  }

  /// The number, if it is a float.
  package var float: Float? {
    if case .float(let value) = value { value } else { nil }
  }

  /// The text, if it is a string; what is not UTF-8 becomes U+FFFD.
  package var text: String? {
    if case .string(let bytes) = value { String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  /// The tensor, if it is one.
  package var tensor: ONNXTensor? {
    if case .tensor(let tensor) = value { tensor } else { nil }
  }
}
