internal import ByteReading
internal import ProtobufFormat

/// A network or the body of a control-flow node (GraphProto).
package struct ONNXGraph: Sendable {
  /// The graph's name.
  package var name = ""
  /// The nodes in file order.
  package var nodes: [ONNXNode] = []
  /// Named constants, mostly weights.
  package var initializers: [ONNXTensor] = []
  /// Named constants that are mostly zero.
  package var sparseInitializers: [ONNXSparseTensor] = []
  /// What the graph reads; in old files the initializers are among them.
  package var inputs: [ONNXValueInfo] = []
  /// What the graph computes.
  package var outputs: [ONNXValueInfo] = []
  /// What the file says of values in between.
  package var valueInfo: [ONNXValueInfo] = []
}

extension ONNXGraph {
  /// Reads a graph; `limits.depth` is how many may lie in one another, this one included.
  init(_ fields: consuming ProtobufReader, limits: ReadLimits) throws(FormatError) {
    var fields = fields
    guard limits.depth > 0 else {
      throw FormatError(.overLimit("graphs nested too deep"), at: fields.offset)
    }
    while let field = try fields.next() {
      switch field.number {
      case 1:
        do {
          try nodes.append(node: field, limits: limits)
        } catch {
          throw error.inside("node[\(nodes.count - 1)]")
        }
      case 2: name = try field.text()
      case 5:
        do {
          initializers.append(try ONNXTensor(try field.message(), limits: limits).checked())
        } catch {
          throw error.inside("initializer[\(initializers.count)]")
        }
      case 11: try inputs.append(valueInfo: field, of: "input")
      case 12: try outputs.append(valueInfo: field, of: "output")
      case 13: try valueInfo.append(valueInfo: field, of: "value_info")
      case 15:
        do {
          sparseInitializers.append(try ONNXSparseTensor(try field.message(), limits: limits))
        } catch {
          throw error.inside("sparse_initializer[\(sparseInitializers.count)]")
        }
      default: break
      }
    }
  }
}

extension [ONNXValueInfo] {
  mutating func append(
    valueInfo field: borrowing ProtobufField, of list: String
  ) throws(FormatError) {
    do {
      append(try ONNXValueInfo(try field.message()))
    } catch {
      throw error.inside("\(list)[\(count)]")
    }
  }
}
