package import ByteReading
internal import ProtobufFormat

extension TensorFlowGraph {
  /// Reads a graph or a SavedModel in protobuf's text format.
  ///
  /// - Throws: ``FormatError`` with a byte of the text if its form is wrong; what is wrong with the
  ///   message itself is told by the bytes of its binary form.
  package init(text: RawSpan) throws(FormatError) {
    let isSavedModel = TensorFlowText.firstField(of: text).map {
      TensorFlowText.savedModelFields.contains($0)
    }
    let message = isSavedModel == true ? "SavedModel" : "GraphDef"
    let bytes = try ProtobufText.bytes(of: text, as: message, in: Self.schema)
    do {
      if isSavedModel == true {
        try self.init(savedModel: bytes.bytes)
      } else {
        try self.init(graph: bytes.bytes)
      }
    } catch { throw error.inside("the text's binary form") }
  }

  private typealias Field = ProtobufSchema.Field

  private static let types: [String: Int64] = {
    let names = [
      "DT_INVALID", "DT_FLOAT", "DT_DOUBLE", "DT_INT32", "DT_UINT8", "DT_INT16", "DT_INT8",
      "DT_STRING", "DT_COMPLEX64", "DT_INT64", "DT_BOOL", "DT_QINT8", "DT_QUINT8", "DT_QINT32",
      "DT_BFLOAT16", "DT_QINT16", "DT_QUINT16", "DT_UINT16", "DT_COMPLEX128", "DT_HALF",
      "DT_RESOURCE", "DT_VARIANT", "DT_UINT32", "DT_UINT64", "DT_FLOAT8_E5M2",
      "DT_FLOAT8_E4M3FN", "DT_FLOAT8_E4M3FNUZ", "DT_FLOAT8_E4M3B11FNUZ", "DT_FLOAT8_E5M2FNUZ",
      "DT_INT4", "DT_UINT4", "DT_INT2", "DT_UINT2",
    ]
    var types: [String: Int64] = [:]
    for (number, name) in names.enumerated() {
      types[name] = Int64(number)
      types[name + "_REF"] = Int64(number) + 100
    }
    return types
  }()

  /// The messages of TensorFlow's `graph.proto`, `saved_model.proto` and those they lead to, as far
  /// as networks are made of them.
  private static let schema = ProtobufSchema([
    "SavedModel": ["meta_graphs": Field(2, .message("MetaGraphDef"))],
    "MetaGraphDef": [
      "graph_def": Field(2, .message("GraphDef")),
      "signature_def": Field(5, .message("SignatureEntry")),
    ],
    "SignatureEntry": ["key": Field(1, .bytes), "value": Field(2, .message("SignatureDef"))],
    "SignatureDef": ["outputs": Field(2, .message("TensorInfoEntry"))],
    "TensorInfoEntry": ["key": Field(1, .bytes), "value": Field(2, .message("TensorInfo"))],
    "TensorInfo": ["name": Field(1, .bytes)],
    "GraphDef": [
      "node": Field(1, .message("NodeDef")), "library": Field(2, .message("Library")),
    ],
    "Library": ["function": Field(1, .message("FunctionDef"))],
    "FunctionDef": [
      "signature": Field(1, .message("OpDef")), "node_def": Field(3, .message("NodeDef")),
      "ret": Field(4, .message("TextEntry")),
    ],
    "TextEntry": ["key": Field(1, .bytes), "value": Field(2, .bytes)],
    "OpDef": [
      "name": Field(1, .bytes), "input_arg": Field(2, .message("ArgDef")),
      "output_arg": Field(3, .message("ArgDef")),
    ],
    "ArgDef": ["name": Field(1, .bytes)],
    "NodeDef": [
      "name": Field(1, .bytes), "op": Field(2, .bytes), "input": Field(3, .bytes),
      "attr": Field(5, .message("AttrEntry")),
    ],
    "AttrEntry": ["key": Field(1, .bytes), "value": Field(2, .message("AttrValue"))],
    "AttrValue": [
      "list": Field(1, .message("ListValue")), "s": Field(2, .bytes), "i": Field(3, .varint),
      "f": Field(4, .float), "b": Field(5, .varint), "type": Field(6, .word(types)),
      "shape": Field(7, .message("TensorShape")), "tensor": Field(8, .message("Tensor")),
      "func": Field(10, .message("NameAttrList")),
    ],
    "ListValue": [
      "s": Field(2, .bytes), "i": Field(3, .varint), "f": Field(4, .float),
      "b": Field(5, .varint), "shape": Field(7, .message("TensorShape")),
      "func": Field(9, .message("NameAttrList")),
    ],
    "NameAttrList": ["name": Field(1, .bytes)],
    "TensorShape": [
      "dim": Field(2, .message("Dim")), "unknown_rank": Field(3, .varint),
    ],
    "Dim": ["size": Field(1, .varint)],
    "Tensor": [
      "dtype": Field(1, .word(types)), "tensor_shape": Field(2, .message("TensorShape")),
      "tensor_content": Field(4, .bytes), "float_val": Field(5, .float),
      "double_val": Field(6, .double), "int_val": Field(7, .varint),
      "string_val": Field(8, .bytes), "int64_val": Field(10, .varint),
      "bool_val": Field(11, .varint), "half_val": Field(13, .varint),
      "uint32_val": Field(16, .varint), "uint64_val": Field(17, .varint),
    ],
  ])
}
