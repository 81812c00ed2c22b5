package import ByteReading
internal import ProtobufFormat

/// A graph (GraphProto) as it lies in the file: names, attributes and types by their places.
///
/// Nothing of them is copied or looked into before it is asked for. What many nodes share can be
/// understood once, and a file is gone through in little more time than it takes to find its
/// fields. ``ONNXGraph`` is the same with everything read.
package struct ONNXGraphOutline: Sendable {
  /// Bytes of the file; none for what the file does not say.
  package typealias Place = ONNXOutline.Place

  /// One operator, applied once (NodeProto).
  package struct Node: Sendable {
    /// The node's name.
    package internal(set) var name: Place = 0..<0
    /// The whole node (NodeProto).
    package internal(set) var message: Place
    /// The fields for its operator and attributes; nodes with equal bytes here differ in names
    /// alone. None where something lies between the fields, as hardly any writer puts it.
    package internal(set) var spelling: Place = 0..<0
    /// Whether something does.
    var isSplit = false
    /// The values it reads, among `operands`.
    package internal(set) var operands: Range<Int>
    /// The values it computes, among `results`.
    package internal(set) var results: Range<Int>
  }

  /// What the file says of a named value (ValueInfoProto).
  package struct Value: Sendable {
    /// The value's name.
    package internal(set) var name: Place = 0..<0
    /// Its type (TypeProto).
    package internal(set) var type: Place = 0..<0
    /// The whole ValueInfoProto.
    var message: Place
    /// Where the file says so, in the words of a message.
    let list: StaticString
    /// The position in that list.
    let position: Int
  }

  /// The graph's name.
  package internal(set) var name: Place = 0..<0
  /// The nodes in file order.
  package internal(set) var nodes: [Node] = []
  /// Names of what nodes read; one of no bytes is left out.
  package internal(set) var operands: [Place] = []
  /// Names of what nodes compute; one of no bytes is what nobody asked for.
  package internal(set) var results: [Place] = []
  /// Named constants, mostly weights.
  package internal(set) var initializers: [ONNXTensor] = []
  /// Named constants that are mostly zero.
  package internal(set) var sparseInitializers: [ONNXSparseTensor] = []
  /// What the graph reads; in old files the initializers are among them.
  package internal(set) var inputs: [Value] = []
  /// What the graph computes.
  package internal(set) var outputs: [Value] = []
  /// What the file says of values in between.
  package internal(set) var valueInfo: [Value] = []

  /// An outline of nothing.
  package init() {}

  /// Everything of a node; `file` is what was outlined.
  package func node(_ position: Int, in file: RawSpan) throws(FormatError) -> ONNXNode {
    do {
      return try node(position, in: ProtobufReader(file), limits: ReadLimits())
    } catch {
      throw error.inside("graph").inside("ModelProto")
    }
  }

  /// The type that the file gives a value; `file` is what was outlined.
  package func type(of value: Value, in file: RawSpan) throws(FormatError) -> ONNXValueType {
    do {
      return try ONNXValueType(ProtobufReader(file).message(at: value.type))
    } catch {
      throw error.inside("\(value.list)[\(value.position)]").inside("graph").inside("ModelProto")
    }
  }

  /// Everything of a node of the graph that lies in a message.
  func node(
    _ position: Int, in message: ProtobufReader, limits: ReadLimits
  ) throws(FormatError) -> ONNXNode {
    do {
      return try ONNXNode(message.message(at: nodes[position].message), limits: limits)
    } catch {
      throw error.inside("node[\(position)]")
    }
  }
}
