package import ByteReading
internal import ProtobufFormat

/// A model's graph as it lies in the file: names, attributes and types by their places.
///
/// Nothing of them is copied or looked into before it is asked for. What many nodes share can be
/// understood once, and a file is gone through in little more time than it takes to find its
/// fields. ``ONNXModel`` is the same with everything read.
package struct ONNXOutline: Sendable {
  /// Bytes of the file; none for what the file does not say.
  package typealias Place = Range<Int>

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
    /// Where the file says so, in the words of a message.
    package internal(set) var list: StaticString
    /// The position in that list.
    package internal(set) var position: Int
  }

  /// The operator sets, in file order.
  package internal(set) var operatorSets: [ONNXOperatorSet] = []
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

  /// The fields of the graph, and those of the part of it that is being read.
  var graphFields: [ProtobufPlace] = []
  var fields: [ProtobufPlace] = []

  /// An outline of nothing.
  package init() {}

  /// The version of the operator set of a domain, if the model imports it.
  package func operatorSetVersion(domain: String = "") -> Int64? {
    operatorSets.first {
      $0.domain == domain || (domain.isEmpty && $0.domain == "ai.onnx")
    }?.version
  }

  /// Everything of a node; `file` is what was outlined.
  package func node(_ position: Int, in file: RawSpan) throws(FormatError) -> ONNXNode {
    let place = nodes[position].message
    let fields = ProtobufReader(file.extracting(place), origin: place.lowerBound)
    do {
      return try ONNXNode(fields, limits: ReadLimits())
    } catch {
      throw error.inside("node[\(position)]").inside("graph").inside("ModelProto")
    }
  }

  /// The type that the file gives a value; `file` is what was outlined.
  package func type(of value: Value, in file: RawSpan) throws(FormatError) -> ONNXValueType {
    do {
      return try ONNXValueType(
        ProtobufReader(file.extracting(value.type), origin: value.type.lowerBound))
    } catch {
      throw error.inside("\(value.list)[\(value.position)]").inside("graph").inside("ModelProto")
    }
  }
}
