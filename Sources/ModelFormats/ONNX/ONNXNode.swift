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

extension [ONNXNode] {
  /// Reads a node, which has its place in the list already when this throws.
  mutating func append(
    node field: borrowing ProtobufField, limits: ReadLimits
  ) throws(FormatError) {
    append(ONNXNode(offset: field.offset))
    try self[count - 1].read(try field.message(), limits: limits)
  }
}

extension ONNXNode {
  init(_ fields: consuming ProtobufReader, limits: ReadLimits) throws(FormatError) {
    self.init(offset: fields.offset)
    try read(fields, limits: limits)
  }

  // Read in its place: a node that is returned is copied.
  fileprivate mutating func read(
    _ fields: consuming ProtobufReader, limits: ReadLimits
  ) throws(FormatError) {
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

/// Nodes under a name, which other nodes call like an operator (FunctionProto).
package struct ONNXFunction: Sendable {
  /// The operator's name.
  package var name = ""
  /// The operator's domain.
  package var domain = ""
  /// Which of several functions of one name this is.
  package var overload = ""
  /// The names of its inputs.
  package var inputs: [String] = []
  /// The names of its outputs.
  package var outputs: [String] = []
  /// The attributes that a caller must give.
  package var attributeNames: [String] = []
  /// The attributes that a caller may give, with their defaults.
  package var attributeDefaults: [ONNXAttribute] = []
  /// The body.
  package var nodes: [ONNXNode] = []
  /// The operator sets that the body relies on.
  package var operatorSets: [ONNXOperatorSet] = []
  /// What the file says of values of the body.
  package var valueInfo: [ONNXValueInfo] = []
}

extension ONNXFunction {
  init(_ fields: consuming ProtobufReader, limits: ReadLimits) throws(FormatError) {
    var fields = fields
    while let field = try fields.next() {
      switch field.number {
      case 1: name = try field.text()
      case 4: inputs.append(try field.text())
      case 5: outputs.append(try field.text())
      case 6: attributeNames.append(try field.text())
      case 7:
        do {
          try nodes.append(node: field, limits: limits)
        } catch {
          throw error.inside("node[\(nodes.count - 1)]")
        }
      case 9: operatorSets.append(try ONNXOperatorSet(try field.message()))
      case 10: domain = try field.text()
      case 11:
        do {
          attributeDefaults.append(try ONNXAttribute(try field.message(), limits: limits))
        } catch {
          throw error.inside("attribute_proto[\(attributeDefaults.count)]")
        }
      case 12: try valueInfo.append(valueInfo: field, of: "value_info")
      case 13: overload = try field.text()
      default: break
      }
    }
  }
}
