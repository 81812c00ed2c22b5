import ByteReading
package import ComputationGraph

/// Turns model files into graphs: shapes inferred, constants folded, costs counted, in canonical
/// order and with their identity.
package struct GraphBuilder: Sendable {
  /// The batch to build for; `nil` takes the file's, or 1 where the file leaves it open.
  package var batch: Int?
  /// Values for the named dimensions of inputs.
  package var dimensions: [String: Int]
  private let operators: [String: OperatorTraits]

  /// A builder that counts costs by a table, and asks for nothing special unless told.
  package init(costs: CostTable, batch: Int? = nil, dimensions: [String: Int] = [:]) {
    operators = OperatorTraits.all(costs)
    self.batch = batch
    self.dimensions = dimensions
  }

  /// Builds the graph of an ONNX file.
  ///
  /// - Throws: ``FormatError`` if the bytes are no ONNX model, ``GraphError`` if the model is no
  ///   graph. An operator that is not known, or a shape that cannot be settled, is no error: it
  ///   stays, with a note.
  package func build(onnx file: RawSpan) throws -> Graph {
    try build(ONNXImporter.draft(file))
  }

  /// Builds the graph of a draft that an importer has made.
  package func build(_ draft: consuming GraphDraft) throws(GraphError) -> Graph {
    let order = try draft.operandsFirst()
    let traits = draft.nodes.indices.map { operators[draft.nodes[$0].op] ?? .unknown }
    let weights = draft.weightMask(order, traits)
    var shapes: [[DraftDimension]] = []
    for input in draft.inputs where !weights[input] {
      if let shape = draft.values[input].shape { shapes.append(shape) }
    }
    let binding = InputBinding(shapes, batch: batch, dimensions: dimensions)
    var inference = GraphInference(consume draft, weights: weights, binding)
    inference.run(order, traits)
    var assembly = GraphAssembly(consume inference, traits)
    var graph = assembly.takeGraph(order)
    graph.canonicalise()
    return graph
  }
}
