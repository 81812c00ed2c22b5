import ByteReading
import ComputationGraph
import ModelFormats

/// Translates TensorFlow graphs into drafts: frozen ones, SavedModels, and both as text.
///
/// Tensors keep their order of dimensions, channels last unless the file says otherwise. Operators
/// that care say so in their attribute `data_format`, and have weights in ONNX's order with
/// dimension 1 moved to the end. Constants and variables are weights, whatever hands them on;
/// a bias becomes an operand of the convolution or product that it is added to. Calls are replaced
/// by what they call; branches and loops are nodes with bodies. Each node's `seed` has TensorFlow's name of its operator.
package enum TensorFlowImporter {
  /// Reads a file.
  ///
  /// - Throws: ``FormatError`` if it is no TensorFlow graph, ``GraphError`` if it is no network.
  package static func draft(_ file: RawSpan, _ costs: CostTable) throws -> GraphDraft {
    let flow = try TensorFlowFlow(graph(in: file))
    guard !flow.results.isEmpty else {
      throw GraphError(.empty("the graph computes nothing; expected a network"))
    }
    return TensorFlowTranslation.draft(of: flow, costs)
  }

  private static func graph(in file: RawSpan) throws(FormatError) -> TensorFlowGraph {
    switch ModelKind.sniff(file) {
    case .tensorFlowSavedModel: return try TensorFlowGraph(savedModel: file)
    case .tensorFlowText, .text: return try TensorFlowGraph(text: file)
    case .tensorFlowGraph, .unknown: return try TensorFlowGraph(graph: file)
    case let kind:
      throw FormatError(.malformed("\(kind.rawValue); a TensorFlow graph was expected"), at: 0)
    }
  }
}
