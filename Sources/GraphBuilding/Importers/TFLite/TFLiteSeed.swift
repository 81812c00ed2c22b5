import ByteReading
import ComputationGraph
import ModelFormats
import RecordStreams

/// A TensorFlow Lite network in the schema's words, for encodings that want its tensors and options.
enum TFLiteSeed {
  /// The JSON text of an object: the operator, its place in the file, the numbers of its tensors (-1
  /// for one that is left out), and its options if the file has any.
  static func text(of applied: TFLiteOperator, at position: Int) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 384)
    let name = name(of: applied)
    let options = options(of: applied)
    writer.applied(
      name.bytes, at: position, reading: applied.inputs[...], computing: applied.outputs[...],
      options.bytes)
    return writer.bytes
  }

  /// The member of that object that has the operator.
  static func name(of applied: TFLiteOperator) -> [UInt8] {
    var writer = JSONWriter()
    writer.member("operator", applied.name)
    return writer.bytes
  }

  /// The member of that object that has the options; nothing if the file has none.
  static func options(of applied: TFLiteOperator) -> [UInt8] {
    var writer = JSONWriter()
    guard applied.optionsKind != 0 else { return writer.bytes }
    writer.key("options")
    writer.beginObject()
    for option in applied.options {
      writer.key(option.name)
      option.value.write(to: &writer)
    }
    writer.endObject()
    return writer.bytes
  }

  /// The JSON text of an object: the dimensions of each tensor, `null` of one without.
  static func text(of tensors: [TFLiteTensor], in file: RawSpan) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 64 + tensors.count * 32)
    writer.beginObject()
    writer.key("tensors")
    writer.beginArray()
    for tensor in tensors {
      guard let place = tensor.shape else {
        writer.null()
        continue
      }
      writer.beginArray()
      for position in stride(from: place.lowerBound, to: place.upperBound, by: 4) {
        writer.int(Int(file.number(at: position, as: Int32.self)))
      }
      writer.endArray()
    }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }
}

extension JSONWriter {
  /// Writes the object of an operator, of which two members are text already.
  mutating func applied<Number: BinaryInteger>(
    _ name: RawSpan, at position: Int, reading inputs: ArraySlice<Number>,
    computing outputs: ArraySlice<Number>, _ options: RawSpan
  ) {
    beginObject()
    raw(name)
    key("at")
    int(position)
    key("inputs")
    numbers(inputs)
    key("outputs")
    numbers(outputs)
    if !options.isEmpty { raw(options) }
    endObject()
  }

  /// Writes an array of whole numbers.
  private mutating func numbers<Number: BinaryInteger>(_ numbers: ArraySlice<Number>) {
    beginArray()
    for number in numbers { int(Int(number)) }
    endArray()
  }
}
