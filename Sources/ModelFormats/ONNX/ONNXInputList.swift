internal import ByteReading
internal import ProtobufFormat

/// The inputs of a graph, and the tensors that are to become inputs.
struct ONNXInputList {
  private var names: Set<String> = []
  private var tensors: [ONNXTensor] = []

  /// Notes an input that the graph has; `info` is a ValueInfoProto.
  mutating func note(_ info: ArraySlice<UInt8>) {
    let bytes = Array(info)
    if let info = try? ONNXValueInfo(ProtobufReader(bytes.bytes)) { names.insert(info.name) }
  }

  /// Adds a tensor.
  mutating func add(_ tensor: ONNXTensor) {
    tensors.append(tensor)
  }

  /// The fields of a GraphProto for the tensors that are not inputs yet.
  var missing: [UInt8] {
    var fields = ProtobufWriter()
    for tensor in tensors where !names.contains(tensor.name) {
      fields.write(11, message: Self.valueInfo(of: tensor))
    }
    return fields.bytes
  }

  private static func valueInfo(of tensor: ONNXTensor) -> ProtobufWriter {
    var shape = ProtobufWriter()
    for dim in tensor.dims {
      var dimension = ProtobufWriter()
      dimension.write(1, int64: dim)
      shape.write(1, message: dimension)
    }
    var tensorType = ProtobufWriter()
    tensorType.write(1, int64: Int64(tensor.dataType))
    tensorType.write(2, message: shape)
    var type = ProtobufWriter()
    type.write(1, message: tensorType)
    var info = ProtobufWriter()
    info.write(1, text: tensor.name)
    info.write(2, message: type)
    return info
  }
}
