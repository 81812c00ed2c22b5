internal import ByteReading
internal import ProtobufFormat

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
          nodes.append(try ONNXNode(try field.message(), limits: limits))
        } catch {
          throw error.inside("node[\(nodes.count)]")
        }
      case 9: operatorSets.append(try ONNXOperatorSet(try field.message()))
      case 10: domain = try field.text()
      case 11:
        do {
          attributeDefaults.append(try ONNXAttribute(try field.message(), limits: limits))
        } catch {
          throw error.inside("attribute_proto[\(attributeDefaults.count)]")
        }
      case 12:
        do {
          valueInfo.append(try ONNXValueInfo(try field.message()))
        } catch {
          throw error.inside("value_info[\(valueInfo.count)]")
        }
      case 13: overload = try field.text()
      default: break
      }
    }
  }
}
