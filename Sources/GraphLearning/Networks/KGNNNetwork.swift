package import DenseKernels

/// GENNAPE's k-GNN predictor: an encoder, a readout, four linear maps and a regressor.
///
/// Reference: arXiv 2211.17226, its k-GNN baseline; the released demo's defaults.
package struct KGNNNetwork: GraphNetwork {
  /// The parameters in PyTorch's order.
  package let parameters: ParameterList

  /// How far the encoder's nodes hear.
  package var hearingDepth: Int? { encoder.hearingDepth }

  /// Where all layers do.
  package var hearsStepwise: Bool { encoder.hearsStepwise }

  let encoder: KGNNEncoder
  let readout: Readout
  let projections: [LinearLayer]
  let regressor: LinearLayer

  /// A network of convolutions of one kind and width, as published.
  package init(
    _ kind: ConvolutionKind, hidden: Int, layers: Int, readout: ReadoutKind, activation: Activation
  ) {
    let shape = KGNNEncoder.Shape(
      convolution: kind, hidden: hidden, layers: layers, activation: activation)
    self.init(shape, readout: readout)
  }

  /// A network whose encoder is of this shape.
  init(_ shape: KGNNEncoder.Shape, readout: ReadoutKind) {
    var list = ParameterList()
    self.init(shape, readout: readout, &list)
  }

  /// A network that is part of another; its parameters begin with `prefix` and go to a list.
  init(
    _ shape: KGNNEncoder.Shape, readout: ReadoutKind, prefix: String = "",
    _ list: inout ParameterList
  ) {
    encoder = KGNNEncoder(prefix, shape, &list)
    self.readout = Readout(readout, prefix + "aggregator", shape.hidden, &list)
    projections = [0, 1, 3, 4].map {
      LinearLayer("\(prefix)post_proj.\($0)", shape.hidden, shape.hidden, &list)
    }
    regressor = LinearLayer(prefix + "regressor", shape.hidden, 1, &list)
    parameters = list
  }

  /// A figure for each graph.
  package func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let nodes = encoder(batch, parameters, on: &tape, dropout: &dropout)
    var x = readout(nodes, batch, parameters, on: &tape)
    for (index, projection) in projections.enumerated() {
      x = projection(x, parameters, on: &tape)
      if index == 1 { x = tape.relu(x) }
    }
    return regressor(x, parameters, on: &tape)
  }
}
