extension Preset {
  /// PerfSeer's network for one metric.
  static let seernet = Preset(
    "seernet",
    reference:
      "PerfSeer, arXiv 2502.01206: SeerNet, equations 1 to 8, with the first reproduction's choices",
    recipe, network: network)

  /// One network for several metrics, their gradients kept from working against each other.
  static let seernetMulti = Preset(
    "seernet-multi",
    reference:
      "PerfSeer, arXiv 2502.01206: SeerNet-Multi; PCGrad: Yu et al., NeurIPS 2020, algorithm 1",
    heads: 1...4096,
    {
      recipe(&$0)
      $0.grouping = .networks
      $0.projectsGradients = true
    }, network: network)

  @Sendable private static func network(
    _ configuration: FitConfiguration, _ heads: Int
  ) -> any GraphNetwork {
    SeerNetwork(
      configuration.encoding.widths, hidden: configuration.hidden, blocks: configuration.layers,
      heads: heads)
  }

  private static func recipe(_ configuration: inout FitConfiguration) {
    configuration.encoding = .perfSeer
    configuration.standardise = true
    configuration.anchor = .logarithm
    configuration.hidden = 256
    configuration.layers = 1
    configuration.dropout = 0
    configuration.loss = .squared
    configuration.epochs = 500
    configuration.batchSize = 128
    configuration.learningRate = 1e-3
    configuration.schedule = .plateau
    configuration.plateau = Plateau(factor: 0.5, patience: 5, threshold: 1e-4, floor: 1e-6)
    configuration.watch = .loss
    configuration.patience = 30
    configuration.validation = 1.0 / 3
  }
}
