import ComputationGraph
import ModelFormats
import RecordStreams

/// A TensorFlow Lite operator in the schema's words, for encodings that want its options.
enum TFLiteSeed {
  /// The JSON text of an object: the operator, and its options if the file has any.
  static func text(of applied: TFLiteOperator) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("operator", applied.name)
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
}
