internal import ByteReading
internal import ProtobufFormat

/// An ONNX graph that is written operator by operator, as a predictor's network is.
///
/// Field numbers are those of onnx.proto3; the operator set is 18, the first in which `ScatterND` takes
/// the largest.
struct ONNXProgram {
  /// A tensor of the graph.
  struct Value: Sendable, Hashable {
    let name: String
  }

  /// An attribute of an operator.
  enum Attribute {
    case int(Int)
    case float(Float)
    case text(String)
  }

  /// The types of tensors that are used, by their numbers in TensorProto.
  enum Element: Int64 {
    case float = 1
    case int = 7
    case double = 11
  }

  private var fields = ProtobufWriter()
  private var count = 0
  private static let version: Int64 = 18

  /// Applies an operator with one result.
  mutating func apply(
    _ op: String, _ operands: [Value], _ attributes: [(name: String, value: Attribute)] = []
  ) -> Value {
    let result = fresh()
    fields.write(1) { node in
      for operand in operands { node.write(1, text: operand.name) }
      node.write(2, text: result.name)
      node.write(4, text: op)
      for (name, value) in attributes {
        node.write(5) { attribute in
          attribute.write(1, text: name)
          switch value {
          case .float(let number):
            attribute.write(2, float: number)
            attribute.write(20, varint: 1)
          case .int(let number):
            attribute.write(3, int64: Int64(number))
            attribute.write(20, varint: 2)
          case .text(let text):
            attribute.write(4, text: text)
            attribute.write(20, varint: 3)
          }
        }
      }
    }
    return result
  }

  /// A tensor of single precision with these elements; without a name one of its own.
  mutating func constant(
    _ elements: some Collection<Float>, _ shape: [Int], name: String? = nil
  ) -> Value {
    constant(elements.map(\.bitPattern), shape, .float, name)
  }

  /// A tensor of double precision with one element.
  mutating func constant(double value: Double) -> Value {
    constant([value.bitPattern], [1, 1], .double, nil)
  }

  /// A tensor of whole numbers.
  mutating func constant(integers: [Int], _ shape: [Int]) -> Value {
    constant(integers.map { Int64($0) }, shape, .int, nil)
  }

  /// An input with these dimensions; a text is one that is only known when it runs.
  mutating func input(_ name: String, _ type: Element, _ dimensions: [Dimension]) -> Value {
    write(11, name, type, dimensions)
    return Value(name: name)
  }

  /// Gives a value the name of an output.
  mutating func output(_ value: Value, _ name: String, _ type: Element, _ dimensions: [Dimension]) {
    fields.write(1) { node in
      node.write(1, text: value.name)
      node.write(2, text: name)
      node.write(4, text: "Identity")
    }
    write(12, name, type, dimensions)
  }

  /// The whole as a ModelProto with these properties.
  func model(named name: String, producer: String, properties: [(String, String)]) -> [UInt8] {
    var model = ProtobufWriter()
    model.write(1, int64: 8)
    model.write(2, text: producer)
    var graph = fields
    graph.write(2, text: name)
    model.write(7, message: graph)
    model.write(8) { $0.write(2, int64: Self.version) }
    for (key, value) in properties {
      model.write(14) { property in
        property.write(1, text: key)
        property.write(2, text: value)
      }
    }
    return model.bytes
  }

  // MARK: Parts

  /// A dimension: its size, or a name for one that is not known.
  enum Dimension {
    case size(Int)
    case named(String)
  }

  private mutating func fresh() -> Value {
    count += 1
    return Value(name: "value\(count)")
  }

  private mutating func constant(
    _ words: [some FixedWidthInteger & BitwiseCopyable], _ shape: [Int], _ type: Element,
    _ name: String?
  ) -> Value {
    let value = name.map { Value(name: $0) } ?? fresh()
    var raw: [UInt8] = []
    raw.reserveCapacity(words.count * 8)
    for word in words { raw.append(littleEndian: word) }
    fields.write(5) { tensor in
      for size in shape { tensor.write(1, int64: Int64(size)) }
      tensor.write(2, int64: type.rawValue)
      tensor.write(8, text: value.name)
      tensor.write(9, bytes: raw.bytes)
    }
    return value
  }

  private mutating func write(
    _ field: Int32, _ name: String, _ element: Element, _ dimensions: [Dimension]
  ) {
    fields.write(field) { info in
      info.write(1, text: name)
      info.write(2) { type in
        type.write(1) { tensor in
          tensor.write(1, int64: element.rawValue)
          tensor.write(2) { shape in
            for dimension in dimensions {
              shape.write(1) { one in
                switch dimension {
                case .size(let size): one.write(1, int64: Int64(size))
                case .named(let name): one.write(2, text: name)
                }
              }
            }
          }
        }
      }
    }
  }
}

extension ProtobufWriter {
  /// Writes a nested message made by the closure.
  fileprivate mutating func write(_ number: Int32, _ fields: (inout ProtobufWriter) -> Void) {
    var message = ProtobufWriter()
    fields(&message)
    write(number, message: message)
  }
}
