internal import ByteReading
internal import ProtobufFormat

/// One operator, applied once (NodeProto).
package struct ONNXNode: Sendable {
  /// The node's name, often empty.
  package var name = ""
  /// The operator.
  package var opType = ""
  /// The operator's domain; the empty string is ONNX's own.
  package var domain = ""
  /// Which of several functions of one name is meant.
  package var overload = ""
  /// The values it reads; the empty string is an optional one left out.
  package var inputs: [String] = []
  /// The values it computes; the empty string is one nobody asked for.
  package var outputs: [String] = []
  /// The attributes in file order.
  package var attributes: [ONNXAttribute] = []
  /// Where the node begins in the file, for messages.
  package var offset: Int

  /// The attribute of this name.
  package func attribute(_ name: String) -> ONNXAttribute? {
    attributes.first { $0.name == name }
  }
}

extension ONNXNode {
  init(_ fields: consuming ProtobufReader, limits: ReadLimits) throws(FormatError) {
    self.init(offset: fields.offset)
    var fields = fields
    // Room for most nodes, made once: lists that grow an element at a time take twice as long.
    inputs.reserveCapacity(5)
    while let field = try fields.next() {
      switch field.number {
      case 1: inputs.append(try field.text())
      case 2: outputs.append(try field.text())
      case 3: name = try field.text()
      case 4: opType = try field.text()
      case 5:
        if attributes.isEmpty { attributes.reserveCapacity(6) }
        do {
          attributes.append(try ONNXAttribute(try field.message(), limits: limits))
        } catch {
          throw error.inside("attribute[\(attributes.count)]")
        }
      case 7: domain = try field.text()
      case 8: overload = try field.text()
      default: break
      }
    }
  }
}
