package import ByteReading
internal import ProtobufFormat

/// A model file's structure (ModelProto): everything but the payloads of its tensors, which stay
/// in the file and are found through ``ONNXTensor``.
///
/// Strings and lists of the structure are copied, so a model outlives the bytes it was read from.
/// Fields that are not named here are skipped.
package struct ONNXModel: Sendable {
  /// The version of the file format; 0 if the file does not say.
  package let irVersion: Int64
  /// The program that wrote the file.
  package let producerName: String
  /// That program's version.
  package let producerVersion: String
  /// The model's own name space.
  package let domain: String
  /// The operator sets, in file order.
  package let operatorSets: [ONNXOperatorSet]
  /// The network.
  package let graph: ONNXGraph
  /// Functions that nodes may call like operators.
  package let functions: [ONNXFunction]

  /// Reads a whole model file from its first byte.
  ///
  /// Of the limits, `depth` bounds graphs in graphs, and `values` the length of a list attribute.
  package init(_ file: RawSpan, limits: ReadLimits = ReadLimits()) throws(FormatError) {
    var outline = ONNXOutline()
    try outline.read(file)
    irVersion = outline.irVersion
    producerName = file.extracting(outline.producerName).text
    producerVersion = file.extracting(outline.producerVersion).text
    domain = file.extracting(outline.domain).text
    operatorSets = outline.operatorSets
    functions = outline.functions
    do {
      graph = try ONNXGraph(outline.graph, in: ProtobufReader(file), limits: limits)
    } catch {
      throw error.inside("graph").inside("ModelProto")
    }
  }
}
