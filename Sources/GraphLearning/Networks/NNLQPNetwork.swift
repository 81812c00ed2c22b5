internal import DenseKernels

/// NNLQP's predictor: two SAGE layers, the sum over the nodes of a graph, its static features beside
/// it, and a stack of three linear maps for each platform.
package struct NNLQPNetwork: GraphNetwork {
  /// What the shape of the network follows from.
  package struct Shape: Sendable, Equatable {
    /// The features of a node.
    package var nodeFeatures: Int
    /// The features of a graph.
    package var staticFeatures: Int
    /// The width of all layers.
    package var hidden: Int
    /// Whether a linear layer widens the static features first (`norm_sf`).
    package var widensStatics: Bool
    /// The number of platforms; upstream names the layers differently for one.
    package var heads: Int

    /// A shape.
    package init(
      nodeFeatures: Int, staticFeatures: Int, hidden: Int, widensStatics: Bool, heads: Int
    ) {
      self.nodeFeatures = nodeFeatures
      self.staticFeatures = staticFeatures
      self.hidden = hidden
      self.widensStatics = widensStatics
      self.heads = heads
    }
  }

  /// The parameters in PyTorch's order.
  package let parameters: ParameterList

  /// Two layers.
  package var hearingDepth: Int? { convolutions.count }

  /// Layers go along steps.
  package var hearsStepwise: Bool { true }

  let convolutions: [GraphConvolution]
  let widening: LinearLayer?
  let heads: [[LinearLayer]]

  /// A network of this shape.
  package init(_ shape: Shape) {
    var list = ParameterList()
    let hidden = shape.hidden
    func linear(_ name: String, _ inputs: Int, _ outputs: Int) -> LinearLayer {
      LinearLayer(
        name, inputs, outputs, draw: .thomas(inputs), biasDraw: .thomas(outputs), &list)
    }
    convolutions = [(1, shape.nodeFeatures), (2, hidden)].map { layer, width in
      GraphConvolution(
        "graph_conv_\(layer)", width, hidden, .mean, draw: .thomas(width),
        biasDraw: .thomas(hidden), &list)
    }
    widening =
      shape.widensStatics ? linear("norm_sf_linear", shape.staticFeatures, hidden) : nil
    let width = hidden + (shape.widensStatics ? hidden : shape.staticFeatures)
    heads = (0..<shape.heads).map { head in
      let prefix = shape.heads == 1 ? "" : "head_\(head)."
      return [
        linear(prefix + "fc_1", width, hidden), linear(prefix + "fc_2", hidden, hidden),
        linear(prefix + "predictor", hidden, 1),
      ]
    }
    parameters = list
  }

  /// Predicts each graph on the platform that `heads` names; only that platform's stack is computed.
  package func outputs(
    of batch: GraphBatch, at heads: [Int], _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let summary = summarise(batch, parameters, &tape, &dropout)
    var result: Variable?
    for head in Set(heads).sorted() {
      let rows = heads.indices.filter { heads[$0] == head }
      let isWhole = rows.count == heads.count
      let selection = RowMixing.selection(of: rows, from: heads.count)
      let own = isWhole ? summary : tape.mix(summary, by: selection)
      let output = self.head(head, own, parameters, &tape, &dropout)
      let placed = isWhole ? output : tape.mix(output, by: selection.transposed)
      result = result.map { tape.add($0, placed) } ?? placed
    }
    guard let result else { preconditionFailure("a batch of no graphs") }
    return result
  }

  /// Predicts each graph on every platform.
  package func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let summary = summarise(batch, parameters, &tape, &dropout)
    let outputs = heads.indices.map { head($0, summary, parameters, &tape, &dropout) }
    return tape.concatenateColumns(outputs)
  }

  /// The graphs as one row each: what their nodes sum up to, and their static features.
  private func summarise(
    _ batch: GraphBatch, _ parameters: [Variable], _ tape: inout Tape,
    _ dropout: inout DropoutSource?
  ) -> Variable {
    var h = tape.constant(batch.features)
    let mean = batch.steps.isEmpty ? batch.mixing(.mean) : nil
    for (layer, convolution) in convolutions.enumerated() {
      let sum =
        mean.map { convolution(h, hearing: $0, parameters, on: &tape) }
        ?? convolution(h, along: batch.steps[layer], parameters, on: &tape)
      h = tape.normaliseRows(sum, rectifying: true, dropout: dropout?.next())
    }
    let readout = tape.mix(h, by: batch.nodeSum)
    var statics = tape.constant(batch.statics)
    if let widening {
      statics = widening(statics, parameters, on: &tape)
      statics = tape.relu(tape.dropout(statics, dropout?.next()))
    }
    return tape.concatenateColumns([readout, statics])
  }

  /// ln(1 + e⁻ˣ) of the last map, upstream's -logsigmoid: a larger x is a smaller latency.
  private func head(
    _ head: Int, _ summary: Variable, _ parameters: [Variable], _ tape: inout Tape,
    _ dropout: inout DropoutSource?
  ) -> Variable {
    var x = summary
    for layer in heads[head].dropLast() {
      x = tape.dropout(layer(x, parameters, then: .relu, on: &tape), dropout?.next())
    }
    return tape.softplus(heads[head][2](x, parameters, on: &tape), negated: true)
  }
}
