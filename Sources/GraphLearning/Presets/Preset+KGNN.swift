internal import DenseKernels

extension Preset {
  /// GENNAPE's k-GNN baseline, as its demo trains it: accuracy as a fraction.
  static let kgnn = Preset(
    "kgnn",
    reference:
      "Mills et al., GENNAPE, arXiv 2211.17226: the k-GNN baseline, with the released demo's defaults",
    widths: 19...65_536, placesNodes: true
  ) {
    $0.encoding = .gennape
    $0.anchor = .unit
    $0.hidden = 32
    $0.layers = 6
    $0.convolution = .graph
    $0.readout = .mean
    $0.activation = .tanh
    $0.dropout = 0
    $0.loss = .squared
    $0.sharesNodes = true
    $0.epochs = 40
    $0.batchSize = 32
    $0.learningRate = 1e-4
    $0.clipNorm = 5
  } network: { configuration, _ in
    KGNNNetwork(configuration.encoderShape, readout: configuration.readout)
  }
}
