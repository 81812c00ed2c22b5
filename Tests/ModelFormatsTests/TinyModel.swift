import ByteReading
import ComputationGraph
import ProtobufFormat

/// Writes small ONNX messages by their field numbers.
enum TinyModel {
  static func tensor(
    _ name: String, _ dims: [Int64], type: UInt64 = 1,
    _ payload: (inout ProtobufWriter) -> Void = { _ in }
  ) -> ProtobufWriter {
    message {
      for dim in dims { $0.write(1, int64: dim) }
      $0.write(2, varint: type)
      $0.write(8, text: name)
      payload(&$0)
    }
  }

  static func raw(_ name: String, _ dims: [Int64], type: UInt64 = 1, _ bytes: [UInt8])
    -> ProtobufWriter
  {
    tensor(name, dims, type: type) { $0.write(9, bytes: bytes.bytes) }
  }

  static func valueInfo(_ name: String, _ dims: [Int64], type: UInt64 = 1) -> ProtobufWriter {
    message {
      $0.write(1, text: name)
      $0.write(
        2,
        message: message {
          $0.write(
            1,
            message: message {
              $0.write(1, varint: type)
              $0.write(
                2,
                message: message {
                  for dim in dims {
                    $0.write(1, message: message { $0.write(1, int64: dim) })
                  }
                })
            })
        })
    }
  }

  static func node(
    _ op: String, _ inputs: [String], _ outputs: [String], _ attributes: [ProtobufWriter] = []
  ) -> ProtobufWriter {
    message {
      for input in inputs { $0.write(1, text: input) }
      for output in outputs { $0.write(2, text: output) }
      $0.write(3, text: outputs.first ?? "")
      $0.write(4, text: op)
      for attribute in attributes { $0.write(5, message: attribute) }
    }
  }

  static func attribute(
    _ name: String, type: UInt64, _ value: (inout ProtobufWriter) -> Void
  ) -> ProtobufWriter {
    message {
      $0.write(1, text: name)
      value(&$0)
      $0.write(20, varint: type)
    }
  }

  static func graph(_ fields: (inout ProtobufWriter) -> Void) -> ProtobufWriter {
    message {
      fields(&$0)
      $0.write(2, text: "tiny")
    }
  }

  static func model(_ graph: ProtobufWriter) -> ProtobufWriter {
    message {
      $0.write(1, varint: 8)
      $0.write(2, text: "test")
      $0.write(7, message: graph)
      $0.write(8, message: message { $0.write(2, varint: 17) })
    }
  }

  static func message(_ fields: (inout ProtobufWriter) -> Void) -> ProtobufWriter {
    var writer = ProtobufWriter()
    fields(&writer)
    return writer
  }

  /// A model of graphs, each in an attribute of a node of the graph around it; all lengths are true.
  static func nested(graphs: Int) -> [UInt8] {
    // From the inside out, so the bytes are collected in reverse.
    var reversed: [UInt8] = []
    for _ in 0..<graphs {
      for field: Int32 in [6, 5, 1] {
        var header = ProtobufWriter()
        header.writeLength(field, reversed.count)
        reversed += header.bytes.reversed()
      }
    }
    var model = ProtobufWriter()
    model.write(1, varint: 8)
    model.writeLength(7, reversed.count)
    return model.bytes + reversed.reversed()
  }

  static func entry(_ key: String, _ value: String) -> ProtobufWriter {
    message {
      $0.write(1, text: key)
      $0.write(2, text: value)
    }
  }

  static let mixed = mixed(hasWeights: true)

  /// A convolution, a reshape by a constant and an If whose branches hold constants of their own.
  static func mixed(hasWeights: Bool) -> ProtobufWriter {
    let weight = [UInt8](repeating: 9, count: 864)
    let bias = [UInt8](repeating: 0, count: 64)
    let inner = [UInt8](repeating: 1, count: 1600)
    let strides = attribute("strides", type: 7) {
      $0.write(8, int64: 2)
      $0.write(8, int64: 2)
    }
    let autoPad = attribute("auto_pad", type: 3) { $0.write(4, text: "SAME_UPPER") }
    let alpha = attribute("alpha", type: 1) { $0.write(2, float: 0.5) }
    let shape = attribute("value", type: 4) {
      $0.write(5, message: tensor("", [2], type: 7) { $0.write(7, bytes: [1, 0x7F].bytes) })
    }
    let branch = attribute("then_branch", type: 5) {
      $0.write(
        6,
        message: graph {
          $0.write(
            5, message: tensor("inner", [400]) { if hasWeights { $0.write(9, bytes: inner.bytes) } }
          )
        })
    }
    return model(
      graph {
        $0.write(1, message: node("Conv", ["x", "w", "b"], ["c"], [strides, autoPad, alpha]))
        $0.write(1, message: node("Constant", [], ["shape"], [shape]))
        $0.write(1, message: node("Reshape", ["c", "shape"], ["y"]))
        $0.write(1, message: node("If", ["flag"], ["z"], [branch]))
        $0.write(
          5,
          message: tensor("w", [8, 3, 3, 3]) { if hasWeights { $0.write(9, bytes: weight.bytes) } })
        $0.write(5, message: tensor("b", [16]) { if hasWeights { $0.write(4, bytes: bias.bytes) } })
        $0.write(11, message: valueInfo("x", [1, 3, 8, 8]))
        $0.write(11, message: valueInfo("flag", [], type: 9))
        $0.write(12, message: valueInfo("y", [2, 64]))
      })
  }
}
