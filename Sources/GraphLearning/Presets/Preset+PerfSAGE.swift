extension Preset {
  /// PerfSAGE for one hardware target, as the published code trains it.
  static let perfsage = Preset(
    "perfsage",
    reference: "Chai et al., PerfSAGE, arXiv 2301.10999, and the published supervised_train"
  ) {
    $0.encoding = .perfSAGE
    $0.standardise = true
    $0.anchor = .milli
    $0.hidden = 128
    $0.layers = 2
    $0.aggregator = .mean
    $0.dropout = 0
    $0.loss = .absoluteRelative
    $0.sharesNodes = true
    $0.epochs = 200
    $0.batchSize = 64
    $0.learningRate = 0.01
    $0.clipValue = 5
  } network: { configuration, _ in
    let widths = configuration.encoding.widths
    return PerfSAGENetwork(
      features: widths.nodes, operators: widths.categories.first ?? 1,
      aggregator: configuration.aggregator, hidden: configuration.hidden,
      layers: configuration.layers)
  }
}
