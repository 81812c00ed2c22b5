internal import DenseKernels

/// PerfSAGE: an embedding of the operator beside the features, GraphSAGE layers, rows divided by their
/// length, the sum of a graph's nodes over its 200 slots, and one linear map.
///
/// Reference: arXiv 2301.10999; the published code's model. A node hears exactly those that read it,
/// where the original draws ten and twenty-five of them by chance.
package struct PerfSAGENetwork: GraphNetwork {
  /// The slots that the original gives every graph; the mean is taken over them all.
  package static let slots = 200

  /// The parameters.
  package let parameters: ParameterList

  /// The layers; a recurrent one hears its neighbours in an order.
  package let hearingDepth: Int?

  /// Layers go along steps.
  package var hearsStepwise: Bool { true }

  let operators: EmbeddingTable
  let layers: [SampleAndAggregate]
  let last: LinearLayer

  /// A network over nodes of `features` numbers and one of `operators` categories.
  ///
  /// - Parameters:
  ///   - features: The features of a node.
  ///   - operators: The number of operators.
  ///   - aggregator: How what neighbours say is gathered.
  ///   - hidden: The columns of each half of a layer.
  ///   - layers: The number of layers.
  package init(
    features: Int, operators: Int, aggregator: AggregatorKind, hidden: Int, layers: Int
  ) {
    var list = ParameterList()
    hearingDepth = aggregator == .lstm ? nil : layers
    self.operators = EmbeddingTable("op_embedding", operators, Self.embeddingWidth, &list)
    var width = features + Self.embeddingWidth
    // The small model's sizes: 512 for the pools, 128 for the recurrent state.
    let pooled = aggregator == .lstm ? hidden : 4 * hidden
    self.layers = (0..<layers).map {
      let layer = SampleAndAggregate(
        aggregator, "aggregators.\($0)", width, hidden, pooled: pooled, &list)
      width = layer.outputs
      return layer
    }
    last = LinearLayer(
      "node_pred", width, 1, draw: .glorot(width, 1), biasDraw: .constant(0), &list)
    parameters = list
  }

  private static let embeddingWidth = 32

  /// A figure for each graph.
  package func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    var h = tape.concatenateColumns([
      tape.constant(batch.features), operators(batch.category(0), parameters, on: &tape),
    ])
    let surroundings = layers[0].surroundings(in: batch)
    for (index, layer) in layers.enumerated() {
      h = tape.dropout(h, dropout?.next())
      h =
        batch.steps.isEmpty
        ? layer(h, surroundings, parameters, on: &tape)
        : layer(h, along: batch.steps[index], parameters, on: &tape)
      if index < layers.count - 1 { h = tape.relu(h) }
    }
    let rows = tape.mix(tape.normaliseRows(h), by: batch.nodeSum)
    let mean = tape.scale(rows, by: 1 / Float(Self.slots))
    return last(mean, parameters, on: &tape)
  }
}
