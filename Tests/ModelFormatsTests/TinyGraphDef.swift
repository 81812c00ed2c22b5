import ByteReading
import ProtobufFormat

/// TensorFlow graphs for tests, made field by field.
enum TinyGraphDef {
  static func message(_ fill: (inout ProtobufWriter) -> Void) -> ProtobufWriter {
    var writer = ProtobufWriter()
    fill(&writer)
    return writer
  }

  static func shape(_ sizes: [Int64]) -> ProtobufWriter {
    message { writer in
      for size in sizes { writer.write(2, message: message { $0.write(1, int64: size) }) }
    }
  }

  /// A node with attributes, each an `AttrValue`.
  static func node(
    _ name: String, _ op: String, _ inputs: [String] = [],
    _ attributes: [(String, ProtobufWriter)] = []
  ) -> ProtobufWriter {
    message { writer in
      writer.write(1, text: name)
      writer.write(2, text: op)
      for input in inputs { writer.write(3, text: input) }
      for (key, value) in attributes {
        writer.write(
          5,
          message: message {
            $0.write(1, text: key)
            $0.write(2, message: value)
          })
      }
    }
  }

  static func type(_ code: UInt64) -> ProtobufWriter { message { $0.write(6, varint: code) } }

  static func text(_ text: String) -> ProtobufWriter { message { $0.write(2, text: text) } }

  static func ints(_ values: [Int64]) -> ProtobufWriter {
    message { writer in
      writer.write(
        1,
        message: message { list in
          for value in values { list.write(3, int64: value) }
        })
    }
  }

  /// A constant of single-precision numbers, all alike.
  static func constant(_ name: String, _ sizes: [Int64]) -> ProtobufWriter {
    let tensor = message {
      $0.write(1, varint: 1)
      $0.write(2, message: shape(sizes))
      $0.write(5, float: 0.5)
    }
    return node(
      name, "Const", [], [("dtype", type(1)), ("value", message { $0.write(8, message: tensor) })])
  }

  static func graph(_ nodes: [ProtobufWriter]) -> ProtobufWriter {
    message { writer in
      for node in nodes { writer.write(1, message: node) }
    }
  }

  /// A convolution with a bias.
  static var convolution: ProtobufWriter {
    graph([
      node(
        "input", "Placeholder", [],
        [("dtype", type(1)), ("shape", message { $0.write(7, message: shape([1, 8, 8, 3])) })]),
      constant("conv/kernel", [3, 3, 3, 4]), constant("conv/bias", [4]),
      node(
        "conv", "Conv2D", ["input", "conv/kernel"],
        [
          ("T", type(1)), ("strides", ints([1, 2, 2, 1])), ("padding", text("SAME")),
          ("data_format", text("NHWC")),
        ]),
      node("output", "BiasAdd", ["conv", "conv/bias", "^input"], [("T", type(1))]),
    ])
  }

  static let convolutionText = """
    # the same as text
    node { name: "input" op: "Placeholder"
      attr { key: "dtype" value { type: DT_FLOAT } }
      attr { key: "shape" value { shape { dim { size: 1 } dim { size: 8 } dim { size: 8 } dim { size: 3 } } } } }
    node { name: "conv/kernel" op: "Const"
      attr { key: "dtype" value { type: DT_FLOAT } }
      attr { key: "value" value { tensor { dtype: DT_FLOAT
        tensor_shape { dim { size: 3 } dim { size: 3 } dim { size: 3 } dim { size: 4 } } float_val: 0.5 } } } }
    node { name: "conv/bias" op: "Const"
      attr { key: "dtype" value { type: DT_FLOAT } }
      attr { key: "value" value { tensor { dtype: DT_FLOAT tensor_shape { dim { size: 4 } } float_val: 0.5 } } } }
    node { name: "conv" op: "Conv2D" input: "input" input: "conv/kernel"
      attr { key: "T" value { type: DT_FLOAT } }
      attr { key: "strides" value { list { i: 1 i: 2 i: 2 i: 1 } } }
      attr { key: "padding" value { s: "SAME" } }
      attr { key: "data_format" value { s: "NHWC" } } }
    node { name: "output" op: "BiasAdd" input: "conv" input: "conv/bias" input: "^input"
      attr { key: "T" value { type: DT_FLOAT } } }
    versions { producer: 1882 }
    """
}
