internal import DenseKernels

extension Preset {
  /// GENNAPE's full system, which its authors have not released. The protocol is the paper's: an
  /// encoder taught without figures and then left as it is, six members; values that the paper does not
  /// name are ours.
  static let gennape = Preset(
    "gennape",
    reference:
      "Mills et al., GENNAPE, AAAI 2023, arXiv 2211.17226: its sections on the contrastive encoder, "
      + "the fuzzy C-means ensemble, the FLOPs-based transform and the final predictor; layers of the "
      + "k-GNN baseline",
    widths: 19...65_536, placesNodes: true, contrasts: true
  ) {
    $0.encoding = .gennapeFLOPs
    $0.anchor = .unit
    $0.hidden = 32
    $0.layers = 6
    $0.convolution = .graph
    $0.readout = .mean
    $0.activation = .tanh
    $0.normalisation = .batch
    $0.contrast.pretraining = 40
    $0.dropout = 0.1
    $0.loss = .squared
    $0.sharesNodes = true
    $0.epochs = 40
    $0.batchSize = 32
    $0.learningRate = 1e-3
    $0.clipNorm = 5
    $0.watch = .loss
  } network: { configuration, _ in
    GENNAPENetwork(
      configuration.encoderShape, readout: configuration.readout, configuration.contrast)
  }
}
