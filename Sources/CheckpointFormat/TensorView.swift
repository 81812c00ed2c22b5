internal import ByteReading
internal import NumPyFormat
internal import PickleFormat
package import SafetensorsFormat

/// A tensor or array of a saved file, by a name, as something that a safetensors file can hold.
package struct TensorView: Sendable {
  /// The way to it: keys and positions with dots between them.
  package var name: String
  /// What the elements are.
  package let type: TensorType
  /// The dimensions.
  package let shape: [Int]
  /// How many bytes lie between neighbours along each dimension.
  let strides: [Int]
  /// The bytes before the first element in the storage.
  let offset: Int
  /// The bytes that the elements lie in.
  let storage: PickleValue
  /// Which end of an element comes first.
  let order: ByteOrder

  /// The bytes of the elements, one after the other.
  package var byteCount: Int { shape.contains(0) ? 0 : shape.reduce(type.size, *) }

  /// Whether the elements lie one after the other, as they are to be written.
  var isReady: Bool {
    guard order == .little || type.size == 1 else { return false }
    var expected = type.size
    for axis in shape.indices.reversed() {
      if shape[axis] != 1, strides[axis] != expected { return false }
      // Wraps around only where there are no elements.
      expected &*= max(shape[axis], 1)
    }
    return true
  }

  /// The size of the numbers that elements consist of, whose bytes are turned around.
  var numberSize: Int { type == .complex64 ? 4 : type.size }

  /// Describes a tensor; `nil` if safetensors has no such elements.
  init?(_ tensor: TorchTensor, name: String) {
    guard let type = Self.types[tensor.type] else { return nil }
    self.name = name
    self.type = type
    shape = tensor.shape
    strides = tensor.strides.map { $0 &* type.size }
    offset = tensor.offset &* type.size
    storage = tensor.storage
    order = tensor.order
  }

  /// Describes an array of numpy's; `nil` if safetensors has no such elements.
  init?(_ layout: NumPyLayout, bytes: PickleValue, name: String) {
    guard let type = Self.type(layout.type) else { return nil }
    self.name = name
    self.type = type
    shape = layout.shape
    strides = layout.strides
    offset = 0
    storage = bytes
    order = layout.type.order
  }

  private static let types: [TorchType: TensorType] = [
    .float64: .float64, .float32: .float32, .float16: .float16, .bfloat16: .bfloat16,
    .float8e4m3fn: .float8e4m3, .float8e5m2: .float8e5m2, .int64: .int64, .int32: .int32,
    .int16: .int16, .int8: .int8, .uint64: .uint64, .uint32: .uint32, .uint16: .uint16,
    .uint8: .uint8, .bool: .bool, .complex64: .complex64,
  ]

  private static func type(_ type: NumPyType) -> TensorType? {
    switch (type.kind, type.size) {
    case (.bool, _): .bool
    case (.signed, 1): .int8
    case (.signed, 2): .int16
    case (.signed, 4): .int32
    case (.signed, 8): .int64
    case (.unsigned, 1): .uint8
    case (.unsigned, 2): .uint16
    case (.unsigned, 4): .uint32
    case (.unsigned, 8): .uint64
    case (.float, 2): .float16
    case (.float, 4): .float32
    case (.float, 8): .float64
    case (.complex, 8): .complex64
    default: nil
    }
  }
}
