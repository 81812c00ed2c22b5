extension Preset {
  /// NNLQP's predictor, with the corrected features.
  static let nnlqp = Preset(
    "nnlqp",
    reference:
      "Liu et al., NNLQP, ICPP 2022, doi 10.1145/3545008.3545051: the latency predictor (NNLP) as released",
    heads: 1...4096
  ) { _ in
  } network: { configuration, heads in
    let widths = configuration.encoding.widths
    return NNLQPNetwork(
      NNLQPNetwork.Shape(
        nodeFeatures: widths.nodes, staticFeatures: widths.statics, hidden: configuration.hidden,
        widensStatics: configuration.widensStatics, heads: heads))
  }
}
