internal import ByteReading
package import ComputationGraph
internal import ProtobufFormat

/// A tensor's description (TensorProto), and where in the file its values lie.
///
/// The values are not copied; ``int64Values(in:limit:)`` and ``floatValues(in:limit:)`` read them
/// when they are asked for.
package struct ONNXTensor: Sendable {
  /// Where the values lie.
  package enum Payload: Sendable, Equatable {
    /// Nowhere: the model was stripped, or the tensor has no elements.
    case none
    /// In `raw_data`, at these bytes of the file.
    case raw(Range<Int>)
    /// In a typed field such as `float_data`: its number, and its bytes in all.
    case typed(field: Int32, byteCount: Int)
    /// In another file.
    case external(location: String, offset: Int64?, length: Int64?)
  }

  /// The name of the value.
  package var name = ""
  /// The dimensions as the file gives them; a hostile file may say anything.
  package var dims: [Int64] = []
  /// TensorProto.DataType as the file gives it.
  package var dataType: Int32 = 0
  /// Where the values lie.
  package var payload = Payload.none
  /// The whole TensorProto in the file.
  package var range: Range<Int>

  /// Whether the values lie in another file.
  package var isExternal: Bool {
    if case .external = payload { true } else { false }
  }

  /// The type of an element, `nil` if `dataType` is not known.
  package var elementType: ElementType? { ElementType(onnx: dataType) }

  /// The product of the dimensions; `nil` if one is negative or the product overflows.
  package var elementCount: Int? {
    var count = 1
    for dim in dims {
      guard let dim = Int(exactly: dim), dim >= 0 else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: dim)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }
}

/// A tensor that is mostly zero: its other values and where they stand (SparseTensorProto).
package struct ONNXSparseTensor: Sendable {
  /// The values that are not zero; the name is the sparse tensor's name.
  package var values: ONNXTensor
  /// Where they stand.
  package var indices: ONNXTensor
  /// The dimensions of the whole.
  package var dims: [Int64] = []
}

extension ONNXTensor {
  init(_ fields: consuming ProtobufReader, limits: ReadLimits) throws(FormatError) {
    var fields = fields
    let start = fields.offset
    self.init(range: start..<start)
    var external = ExternalData()
    while let field = try fields.next() {
      switch field.number {
      case 1: try field.appendInt64s(to: &dims, limit: limits.values)
      case 2: dataType = try field.int32()
      case 4, 5, 6, 7, 10, 11: countTyped(field)
      case 8: name = try field.text()
      case 9:
        let bytes = try field.bytes()
        if !bytes.isEmpty { payload = .raw(field.offset..<field.offset + bytes.byteCount) }
      case 13: try external.readEntry(try field.message())
      case 14: external.isUsed = try field.int32() == 1
      default: break
      }
    }
    range = start..<fields.offset
    if external.isUsed {
      payload = .external(
        location: external.location, offset: external.offset, length: external.length)
    }
  }

  private mutating func countTyped(_ field: borrowing ProtobufField) {
    let size =
      switch field.value {
      case .varint: 1
      case .fixed32: 4
      case .fixed64: 8
      case .bytes(let bytes): max(bytes.byteCount, field.number == 6 ? 1 : 0)
      }
    guard size > 0 else { return }
    if case .typed(field.number, let byteCount) = payload {
      payload = .typed(field: field.number, byteCount: byteCount + size)
    } else if case .none = payload {
      payload = .typed(field: field.number, byteCount: size)
    }
  }
}

/// The entries of `external_data`, which are pairs of strings.
private struct ExternalData {
  var isUsed = false
  var location = ""
  var offset: Int64?
  var length: Int64?

  mutating func readEntry(_ fields: consuming ProtobufReader) throws(FormatError) {
    var fields = fields
    var key = ""
    var value = ""
    while let field = try fields.next() {
      switch field.number {
      case 1: key = try field.text()
      case 2: value = try field.text()
      default: break
      }
    }
    switch key {
    case "location": location = value
    case "offset": offset = Int64(value)
    case "length": length = Int64(value)
    default: break
    }
  }
}

extension ONNXSparseTensor {
  init(_ fields: consuming ProtobufReader, limits: ReadLimits) throws(FormatError) {
    var fields = fields
    let empty = ONNXTensor(range: fields.offset..<fields.offset)
    self.init(values: empty, indices: empty)
    while let field = try fields.next() {
      switch field.number {
      case 1: values = try ONNXTensor(try field.message(), limits: limits)
      case 2: indices = try ONNXTensor(try field.message(), limits: limits)
      case 3: try field.appendInt64s(to: &dims, limit: limits.values)
      default: break
      }
    }
  }
}
