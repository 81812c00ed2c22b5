internal import ByteReading
package import ComputationGraph
internal import ProtobufFormat

/// One dimension as the file gives it.
package enum ONNXDimension: Sendable, Equatable {
  /// A number, which need not make sense.
  case value(Int64)
  /// A name: the same one is the same number.
  case symbol(String)
  /// Neither.
  case unknown
}

/// The type of a value (TypeProto).
package enum ONNXValueType: Sendable, Equatable {
  /// A tensor; `shape` is `nil` where not even the rank is given, `elementType` where the file's
  /// number for it is not known.
  case tensor(elementType: ElementType?, shape: [ONNXDimension]?)
  /// Another type, by name: `sequence`, `map`, `optional`, `sparse tensor` or `opaque`.
  case other(String)
  /// The file does not say.
  case none
}

/// What a file says of a named value (ValueInfoProto).
package struct ONNXValueInfo: Sendable, Equatable {
  /// The value's name.
  package var name = ""
  /// Its type.
  package var type = ONNXValueType.none

  /// The element type, if it is a tensor and the type is known.
  package var elementType: ElementType? {
    if case .tensor(let elementType, _) = type { elementType } else { nil }
  }

  /// The dimensions, if it is a tensor and its rank is known.
  package var shape: [ONNXDimension]? {
    if case .tensor(_, let shape) = type { shape } else { nil }
  }
}

extension ONNXValueInfo {
  init(_ fields: consuming ProtobufReader) throws(FormatError) {
    var fields = fields
    while let field = try fields.next() {
      switch field.number {
      case 1: name = try field.text()
      case 2: type = try ONNXValueType(try field.message())
      default: break
      }
    }
  }
}

extension ONNXValueType {
  init(_ fields: consuming ProtobufReader) throws(FormatError) {
    var fields = fields
    self = .none
    while let field = try fields.next() {
      switch field.number {
      case 1: self = try ONNXValueType.tensor(try field.message())
      case 4: self = .other("sequence")
      case 5: self = .other("map")
      case 7: self = .other("opaque")
      case 8: self = .other("sparse tensor")
      case 9: self = .other("optional")
      default: break
      }
    }
  }

  private static func tensor(
    _ fields: consuming ProtobufReader
  ) throws(FormatError) -> ONNXValueType {
    var fields = fields
    var elementType: ElementType?
    var shape: [ONNXDimension]?
    while let field = try fields.next() {
      switch field.number {
      case 1: elementType = ElementType(onnx: try field.int32())
      case 2:
        var dimensions: [ONNXDimension] = []
        dimensions.reserveCapacity(4)
        var dims = try field.message()
        while let dim = try dims.next() {
          if dim.number == 1 { dimensions.append(try ONNXDimension(try dim.message())) }
        }
        shape = dimensions
      default: break
      }
    }
    return .tensor(elementType: elementType, shape: shape)
  }
}

extension ONNXDimension {
  init(_ fields: consuming ProtobufReader) throws(FormatError) {
    var fields = fields
    self = .unknown
    while let field = try fields.next() {
      switch field.number {
      case 1: self = .value(try field.int64())
      case 2:
        let symbol = try field.text()
        self = symbol.isEmpty ? .unknown : .symbol(symbol)
      default: break
      }
    }
  }
}
