package import ByteReading
internal import ProtobufFormat

/// An operator set that a model or function relies on.
package struct ONNXOperatorSet: Sendable, Hashable {
  /// The domain; the empty string is ONNX's own.
  package var domain: String
  /// The version.
  package var version: Int64
}

/// A model file's structure (ModelProto): everything but the payloads of its tensors, which stay
/// in the file and are found through ``ONNXTensor``.
///
/// Strings and lists of the structure are copied, so a model outlives the bytes it was read from.
/// Fields that are not named here are skipped.
package struct ONNXModel: Sendable {
  /// The version of the file format; 0 if the file does not say.
  package var irVersion: Int64 = 0
  /// The program that wrote the file.
  package var producerName = ""
  /// That program's version.
  package var producerVersion = ""
  /// The model's own name space.
  package var domain = ""
  /// The operator sets, in file order.
  package var operatorSets: [ONNXOperatorSet] = []
  /// The network.
  package var graph: ONNXGraph
  /// Functions that nodes may call like operators.
  package var functions: [ONNXFunction] = []

  /// The version of the operator set of a domain, if the model imports it.
  package func operatorSetVersion(domain: String = "") -> Int64? {
    operatorSets.first {
      $0.domain == domain || (domain.isEmpty && $0.domain == "ai.onnx")
    }?.version
  }
}

extension ONNXModel {
  /// Reads a whole model file from its first byte.
  ///
  /// Of the limits, `depth` bounds graphs in graphs, and `values` the length of a list attribute.
  package init(_ file: RawSpan, limits: ReadLimits = ReadLimits()) throws(FormatError) {
    try ModelKind.requireONNX(ModelKind.sniff(file))
    do {
      try self.init(fields: ProtobufReader(file), limits: limits)
    } catch {
      throw error.inside("ModelProto")
    }
  }

  private init(
    fields: consuming ProtobufReader, limits: ReadLimits
  ) throws(FormatError) {
    var fields = fields
    var graph: ONNXGraph?
    var model = ONNXModel(graph: ONNXGraph())
    while let field = try fields.next() {
      switch field.number {
      case 1: model.irVersion = try field.int64()
      case 2: model.producerName = try field.text()
      case 3: model.producerVersion = try field.text()
      case 4: model.domain = try field.text()
      case 7:
        do {
          graph = try ONNXGraph(try field.message(), limits: limits)
        } catch {
          throw error.inside("graph")
        }
      case 8: model.operatorSets.append(try ONNXOperatorSet(try field.message()))
      case 25:
        do {
          model.functions.append(try ONNXFunction(try field.message(), limits: limits))
        } catch {
          throw error.inside("functions[\(model.functions.count)]")
        }
      default: break
      }
    }
    guard let graph else {
      throw FormatError(.malformed("no graph; is it an ONNX model?"), at: fields.offset)
    }
    model.graph = graph
    self = model
  }
}

extension ONNXOperatorSet {
  init(_ fields: consuming ProtobufReader) throws(FormatError) {
    var fields = fields
    self.init(domain: "", version: 0)
    while let field = try fields.next() {
      switch field.number {
      case 1: domain = try field.text()
      case 2: version = try field.int64()
      default: break
      }
    }
  }
}
