import ComputationGraph
import ModelFormats
import RecordStreams

/// A TensorFlow Lite network in the schema's words, for encodings that want its tensors and options.
enum TFLiteSeed {
  /// The JSON text of an object: the operator, its place in the file, the numbers of its tensors (-1
  /// for one that is left out), and its options if the file has any.
  static func text(of applied: TFLiteOperator, at position: Int) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 384)
    writer.beginObject()
    writer.member("operator", applied.name)
    writer.key("at")
    writer.int(position)
    writer.key("inputs")
    writer.numbers(applied.inputs)
    writer.key("outputs")
    writer.numbers(applied.outputs)
    if applied.optionsKind != 0 {
      writer.key("options")
      writer.beginObject()
      for option in applied.options {
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
    var writer = JSONWriter(reservingCapacity: 64 + tensors.count * 32)
    writer.beginObject()
    writer.key("tensors")
    writer.beginArray()
    for tensor in tensors {
      if let shape = tensor.shape {
        writer.numbers(shape)
      } else {
        writer.null()
      }
    }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }
}

extension JSONWriter {
  /// Writes an array of whole numbers.
  fileprivate mutating func numbers<Number: BinaryInteger>(_ numbers: [Number]) {
    beginArray()
    for number in numbers { int(Int(number)) }
    endArray()
  }
}
