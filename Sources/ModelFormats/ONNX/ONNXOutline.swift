package import ByteReading
internal import ProtobufFormat

/// A model file's structure (ModelProto) as it lies in the file: of its graph only places.
///
/// ``ONNXModel`` is the same with everything read.
package struct ONNXOutline: Sendable {
  /// Bytes of the file; none for what the file does not say.
  package typealias Place = Range<Int>

  /// The version of the file format; 0 if the file does not say.
  var irVersion: Int64 = 0
  /// The program that wrote the file, and its version.
  var producerName: Place = 0..<0
  var producerVersion: Place = 0..<0
  /// The model's own name space.
  var domain: Place = 0..<0
  /// The operator sets, in file order.
  package private(set) var operatorSets: [ONNXOperatorSet] = []
  /// Functions that nodes may call like operators.
  package private(set) var functions: [ONNXFunction] = []
  /// The network.
  package private(set) var graph = ONNXGraphOutline()

  /// An outline of nothing.
  package init() {}

  /// Outlines a whole model file, in place of what was outlined before.
  package mutating func read(_ file: RawSpan) throws(FormatError) {
    try ModelKind.requireONNX(ModelKind.sniff(file))
    do {
      try readModel(ProtobufReader(file))
    } catch {
      throw error.inside("ModelProto")
    }
  }

  private mutating func readModel(_ message: ProtobufReader) throws(FormatError) {
    var fields = message
    var hasGraph = false
    irVersion = 0
    (producerName, producerVersion, domain) = (0..<0, 0..<0, 0..<0)
    operatorSets.removeAll(keepingCapacity: true)
    functions.removeAll(keepingCapacity: true)
    while let field = try fields.next() {
      switch field.number {
      case 1: irVersion = try field.int64()
      case 2: producerName = try field.place()
      case 3: producerVersion = try field.place()
      case 4: domain = try field.place()
      case 7:
        // Of several graphs the last counts.
        hasGraph = true
        do {
          try graph.read(try field.message())
        } catch {
          throw error.inside("graph")
        }
      case 8: operatorSets.append(try ONNXOperatorSet(try field.message()))
      case 25:
        do {
          functions.append(try ONNXFunction(try field.message(), limits: ReadLimits()))
        } catch {
          throw error.inside("functions[\(functions.count)]")
        }
      default: break
      }
    }
    guard hasGraph else {
      throw FormatError(.malformed("no graph; is it an ONNX model?"), at: fields.offset)
    }
  }
}

/// An operator set that a model or function relies on (OperatorSetIdProto).
package struct ONNXOperatorSet: Sendable, Hashable {
  /// The domain; the empty string is ONNX's own.
  package var domain: String
  /// The version.
  package var version: Int64

  init(_ fields: consuming ProtobufReader) throws(FormatError) {
    var fields = fields
    (domain, version) = ("", 0)
    while let field = try fields.next() {
      switch field.number {
      case 1: domain = try field.text()
      case 2: version = try field.int64()
      default: break
      }
    }
  }
}

extension [ONNXOperatorSet] {
  /// The version of the operators of a domain, if they are among these.
  package func version(ofDomain domain: String = "") -> Int64? {
    first { $0.domain == domain || (domain.isEmpty && $0.domain == "ai.onnx") }?.version
  }
}
