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
  init(_ message: ProtobufReader, limits: ReadLimits) throws(FormatError) {
    guard limits.depth > 0 else {
      throw FormatError(.overLimit("graphs nested too deep"), at: message.offset)
    }
    var outline = ONNXGraphOutline()
    try outline.read(message)
    try self.init(outline, in: message, limits: limits)
  }

  /// Reads everything of a graph that was outlined in a message.
  init(
    _ outline: ONNXGraphOutline, in message: ProtobufReader, limits: ReadLimits
  ) throws(FormatError) {
    name = message.bytes(at: outline.name).text
    nodes.reserveCapacity(outline.nodes.count)
    for position in outline.nodes.indices {
      nodes.append(try outline.node(position, in: message, limits: limits))
    }
    initializers = outline.initializers
    sparseInitializers = outline.sparseInitializers
    inputs = try Self.values(outline.inputs, in: message)
    outputs = try Self.values(outline.outputs, in: message)
    valueInfo = try Self.values(outline.valueInfo, in: message)
  }

  private static func values(
    _ list: [ONNXGraphOutline.Value], in message: ProtobufReader
  ) throws(FormatError) -> [ONNXValueInfo] {
    var values: [ONNXValueInfo] = []
    for value in list {
      do {
        values.append(try ONNXValueInfo(message.message(at: value.message)))
      } catch {
        throw error.inside("\(value.list)[\(value.position)]")
      }
    }
    return values
  }
}
