internal import ComputationGraph
internal import ProtobufFormat

// Field numbers are those of onnx.proto3.

extension ProtobufWriter {
  /// Writes a nested message made by the closure.
  mutating func write(_ number: Int32, _ fields: (inout ProtobufWriter) -> Void) {
    var message = ProtobufWriter()
    fields(&message)
    write(number, message: message)
  }

  /// Writes a ValueInfoProto: a tensor's name, element type and, where known, dimensions.
  mutating func write(_ number: Int32, name: String, value: ValueInfo) {
    write(number) { info in
      info.write(1, text: name)
      info.write(2) { type in
        type.write(1) { tensor in
          tensor.write(1, int64: Int64(value.type?.onnxCode ?? 0))
          guard let shape = value.shape else { return }
          tensor.write(2) { dimensions in
            for dimension in shape {
              dimensions.write(1) { if let dimension { $0.write(1, int64: Int64(dimension)) } }
            }
          }
        }
      }
    }
  }

  /// Writes an AttributeProto.
  mutating func write(_ number: Int32, attribute: Attribute) {
    write(number) { fields in
      fields.write(1, text: attribute.name)
      switch attribute.value {
      case .float(let value): fields.write(2, float: value)
      case .int(let value): fields.write(3, int64: value)
      case .string(let text): fields.write(4, text: text)
      case .floats(let values): for value in values { fields.write(7, float: value) }
      case .ints(let values): for value in values { fields.write(8, int64: value) }
      case .strings(let texts): for text in texts { fields.write(9, text: text) }
      }
      fields.write(20, varint: attribute.value.onnxCode)
    }
  }

  /// Writes an AttributeProto that holds a tensor without a name.
  mutating func write(_ number: Int32, name: String, tensor: ONNXConstant) {
    write(number) { fields in
      fields.write(1, text: name)
      fields.write(5) { tensor.write(name: "", to: &$0) }
      fields.write(20, varint: 4)
    }
  }
}

extension AttributeValue {
  /// AttributeProto.AttributeType.
  fileprivate var onnxCode: UInt64 {
    switch self {
    case .float: 1
    case .int: 2
    case .string: 3
    case .floats: 6
    case .ints: 7
    case .strings: 8
    }
  }
}
