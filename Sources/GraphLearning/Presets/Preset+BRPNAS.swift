extension Preset {
  /// Latency of a cell by BRP-NAS's graph network, as trained on LatBench: 900 cells of one device.
  static let brpNAS = Preset(
    "brp-nas",
    reference:
      "Dudziak et al., BRP-NAS, arXiv 2007.08668, section 3 (latency prediction); Eagle's lat_gcn_nasbench201_desktop",
    recipe,
    network: { configuration, _ in
      BRPNASNetwork(
        features: configuration.encoding.widths.nodes, hidden: configuration.hidden,
        layers: configuration.layers, augments: configuration.augments)
    })

  /// The same by a perceptron over the flattened cell.
  static let brpNASMLP = Preset(
    "brp-nas-mlp",
    reference:
      "Dudziak et al., BRP-NAS, arXiv 2007.08668, section 3 (latency prediction); Eagle's lat_mlp_nasbench201_desktop",
    {
      recipe(&$0)
      $0.encoding = .brpNASFlat
    },
    network: { configuration, _ in
      CellPerceptron(
        features: configuration.encoding.widths.statics, hidden: configuration.hidden,
        layers: configuration.layers)
    })

  /// Which of two cells has the larger figure; the order follows from the comparisons.
  static let brpNASBinary = Preset(
    "brp-nas-binary",
    reference:
      "Dudziak et al., BRP-NAS, arXiv 2007.08668, section 4 (binary relations); Eagle's acc_gcn_nasbench201_bin",
    {
      recipe(&$0)
      $0.comparison = .pair
      $0.dropout = 0.2
      $0.learningRate = 3.5e-4
      $0.schedule = .cosine
      $0.batchSize = 64
    },
    network: { configuration, _ in
      BRPNASNetwork(
        features: configuration.encoding.widths.nodes, hidden: configuration.hidden,
        layers: configuration.layers, head: configuration.comparison.head,
        augments: configuration.augments)
    })

  /// Eagle's choices for latency.
  private static func recipe(_ configuration: inout FitConfiguration) {
    configuration.encoding = .brpNAS
    configuration.anchor = .range
    configuration.hidden = 600
    configuration.layers = 4
    configuration.dropout = 0.002
    configuration.loss = .absolute
    configuration.epochs = 250
    configuration.batchSize = 1
    configuration.learningRate = 4e-4
    configuration.weightDecay = 5e-4
    configuration.schedule = .plateau
    configuration.plateau = Plateau(factor: 0.5, patience: 10, threshold: 0.01, floor: 1.2e-8)
    configuration.validationUnit = .rows
    configuration.watch = .loss
    configuration.watchFrom = 22
    configuration.patience = 35
  }
}
