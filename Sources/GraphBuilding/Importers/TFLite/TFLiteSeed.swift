import ComputationGraph
import ModelFormats
import RecordStreams

/// A TensorFlow Lite network in the schema's words, for encodings that want its tensors and options.
enum TFLiteSeed {
  /// The JSON text of an object: the operator, its place in the file, the numbers of its tensors (-1
  /// for one that is left out), and its options if the file has any.
  static func text(of applied: TFLiteOperator, at position: Int) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("operator", applied.name)
    writer.key("at")
    writer.int(position)
    writer.key("inputs")
    writer.ints(applied.inputs.map { $0 as Int? })
    writer.key("outputs")
    writer.ints(applied.outputs.map { $0 as Int? })
    if applied.optionsKind != 0 {
      writer.key("options")
      writer.beginObject()
      for option in applied.options.sorted(by: { $0.name < $1.name }) {
        writer.key(option.name)
        option.value.write(to: &writer)
      }
      writer.endObject()
    }
    writer.endObject()
    return writer.bytes
  }

  /// The JSON text of an object: the dimensions of each tensor, `null` of one without.
  static func text(of tensors: [TFLiteTensor]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("tensors")
    writer.beginArray()
    for tensor in tensors {
      if let shape = tensor.shape {
        writer.ints(shape.map { Int($0) as Int? })
      } else {
        writer.null()
      }
    }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }
}
