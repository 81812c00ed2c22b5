import ByteReading
package import ComputationGraph

/// How model files become graphs: shapes inferred, constants folded, costs counted, in canonical
/// order and with their identity.
package struct GraphBuilder: Sendable {
  /// The batch to build for; `nil` takes the file's, or 1 where the file leaves it open.
  package var batch: Int?
  /// Values for the named dimensions of inputs.
  package var dimensions: [String: Int]
  /// How the costs of records are told.
  package var accounting = CostAccounting()
  let costs: CostTable

  /// A builder that counts costs by a table, and asks for nothing special unless told.
  package init(costs: CostTable, batch: Int? = nil, dimensions: [String: Int] = [:]) {
    self.costs = costs
    self.batch = batch
    self.dimensions = dimensions
  }

  /// Builds the graph of an ONNX file; for many of them, a ``GraphWorkshop`` is much faster.
  ///
  /// - Throws: ``FormatError`` if the bytes are no ONNX model, ``GraphError`` if the model is no
  ///   graph. An operator that is not known, or a shape that cannot be settled, is no error: it
  ///   stays, with a note.
  package func build(onnx file: RawSpan) throws -> Graph {
    var workshop = GraphWorkshop(self)
    return try workshop.build(onnx: file).graph
  }

  /// Builds the graph of a network that a seed's file holds.
  package func build(_ network: PickledNetwork) throws(GraphError) -> Graph {
    var workshop = GraphWorkshop(self)
    return try workshop.build(network.plan).graph
  }

  /// Builds the graph of a draft that an importer has made.
  package func build(_ draft: GraphDraft) throws(GraphError) -> Graph {
    var workshop = GraphWorkshop(self)
    return try workshop.build(draft).graph
  }
}
